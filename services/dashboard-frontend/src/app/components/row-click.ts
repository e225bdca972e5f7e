/** What of a click on a row decides where it leads. */
export interface RowClick {
  /** Which button of the mouse: 0 the main one, 1 the middle one. */
  button: number
  ctrlKey: boolean
  metaKey: boolean
  shiftKey: boolean
  altKey: boolean
  /** Whether it met a link or a control, which does its own. */
  isOnControl: boolean
  /** Whether text is selected: whoever drags over a row to copy from it goes nowhere. */
  hasSelection: boolean
}

/** Where a click on a row leads: to what the row is about, there in a new tab, or nowhere; the same as a click on its link. */
export function readRowClick(click: RowClick): 'follow' | 'open aside' | 'nothing' {
  if (click.isOnControl || click.altKey) return 'nothing'
  if (click.button === 1) return 'open aside'
  if (click.button !== 0 || click.hasSelection) return 'nothing'
  return click.ctrlKey || click.metaKey || click.shiftKey ? 'open aside' : 'follow'
}
