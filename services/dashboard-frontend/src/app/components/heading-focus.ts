/** Whether a page that has just been shown is to take the focus to its heading. */
export interface HeadingFocus {
  /** Another page is on its way. */
  await(): void
  /** The heading of a page is there; it is focused if it was awaited and nobody has begun to type meanwhile. */
  arrive(heading: Pick<HTMLElement, 'focus'>, active: { matches(selectors: string): boolean } | null): void
}

/** Makes the memory of one window. Before the first change of page nothing is awaited: a browser begins at the top. */
export function createHeadingFocus(): HeadingFocus {
  let awaited = false
  return {
    await: () => {
      awaited = true
    },
    arrive: (heading, active) => {
      if (!awaited) return
      awaited = false
      if (active?.matches('input, textarea, select, [role="dialog"] *') !== true)
        heading.focus({ preventScroll: true })
    },
  }
}

/** The heading focus of this window. */
export const headingFocus = createHeadingFocus()
