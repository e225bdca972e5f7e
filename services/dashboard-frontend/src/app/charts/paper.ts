/** What of a window takes part in printing. */
export type PrintedWindow = Pick<Window, 'addEventListener' | 'scrollTo' | 'scrollY'> & {
  readonly document: Pick<Document, 'documentElement' | 'querySelectorAll'>
}

/**
 * Lays the page on paper whenever it is printed: in light colours, in the width of a sheet, with all details opened. Style
 * sheets alone cannot: what is drawn by script has the colours and the width that it was drawn with. Call it before
 * anything draws, so that what redraws itself for paper finds the page already changed.
 */
export function followPrinting(page: PrintedWindow): void {
  let putBack: (() => void) | undefined
  page.addEventListener('beforeprint', () => {
    putBack ??= layOnPaper(page)
  })
  page.addEventListener('afterprint', () => {
    putBack?.()
    putBack = undefined
  })
}

/** Whether the page is laid on paper now. */
export function isOnPaper(root: Pick<HTMLElement, 'dataset'>): boolean {
  return root.dataset.paper !== undefined
}

function layOnPaper(page: PrintedWindow): () => void {
  const { document, scrollY } = page
  const { dataset } = document.documentElement
  const scheme = dataset.mantineColorScheme
  const closed = [...document.querySelectorAll<HTMLDetailsElement>('details:not([open])')]
  dataset.paper = ''
  dataset.mantineColorScheme = 'light'
  for (const details of closed) details.open = true
  return () => {
    delete dataset.paper
    if (scheme !== undefined) dataset.mantineColorScheme = scheme
    for (const details of closed) details.open = false
    page.scrollTo(0, scrollY)
  }
}
