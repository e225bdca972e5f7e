import { type KeySequence, noKeys, pressShortcutKey } from './sequence.ts'
import type { Shortcut } from './shortcuts.ts'

/** Where keys are not shortcuts, because something else wants them; nothing is typed into what is only ticked or chosen. */
const takenBy =
  'input:not([type="radio"]):not([type="checkbox"]), textarea, select, [contenteditable], [role="dialog"], [role="listbox"], [role="menu"]'

type Pressed = Pick<KeyboardEvent, 'key' | 'timeStamp' | 'ctrlKey' | 'metaKey' | 'altKey' | 'target'>

/** Makes a listener for pressed keys that calls back with every shortcut outside of fields and dialogs. */
export function createShortcutListener(onShortcut: (shortcut: Shortcut) => void) {
  let sequence: KeySequence = noKeys
  return (event: Pressed & { preventDefault(): void }): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTaken(event.target)) return
    const pressed = pressShortcutKey(sequence, event.key, event.timeStamp)
    sequence = pressed.sequence
    if (pressed.shortcut === undefined) return
    event.preventDefault()
    onShortcut(pressed.shortcut)
  }
}

function isTaken(target: EventTarget | null): boolean {
  return target !== null && 'closest' in target && (target as Element).closest(takenBy) !== null
}
