import { useMediaQuery } from '@mantine/hooks'
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'

/** Below this width of the window entries are cards; the same as in `styles/table.css`. */
const cardsBelow = '(max-width: 48em)'

/** How many rows before the end of a list its next page is asked for. */
export const rowsAhead = 50

/** How many rows are kept ready above and below those in view. */
const overscan = 12

/** The rows of a list that are in view, and the room that the others take. */
export interface RowWindow {
  rows: readonly { index: number }[]
  /** Takes a row's element to measure its true height. */
  measure: (element: Element | null) => void
  /** Whether the rows stand as cards. */
  isCards: boolean
  /** Heights in pixels of what is out of view. */
  above: number
  below: number
}

/** Finds the rows of a list that are in view while the window scrolls; calls `onEnd` when the last rows come near. */
export function useRowWindow<Place extends HTMLElement>(given: {
  count: number
  rowHeightPx: number
  cardHeightPx: number
  onEnd: (() => void) | undefined
}): RowWindow & { ref: RefObject<Place | null> } {
  const { count, rowHeightPx, cardHeightPx, onEnd } = given
  const ref = useRef<Place>(null)
  const isNarrow = useMediaQuery(cardsBelow, undefined, { getInitialValueInEffect: false })
  const scrollMargin = useTop(ref, `${count} ${isNarrow}`)
  const virtual = useWindowVirtualizer({
    count,
    estimateSize: () => (isNarrow ? cardHeightPx : rowHeightPx),
    overscan,
    scrollMargin,
  })
  useLayoutEffect(() => {
    if (isNarrow !== undefined) virtual.measure()
  }, [virtual, isNarrow])
  const rows = virtual.getVirtualItems()
  const isNearEnd = (rows.at(-1)?.index ?? 0) >= count - rowsAhead
  useEffect(() => {
    if (isNearEnd && count > 0) onEnd?.()
  }, [isNearEnd, count, onEnd])
  return {
    ref,
    rows,
    isCards: isNarrow === true,
    measure: virtual.measureElement,
    above: (rows[0]?.start ?? scrollMargin) - scrollMargin,
    below: virtual.getTotalSize() - ((rows.at(-1)?.end ?? scrollMargin) - scrollMargin),
  }
}

/** How far below the top of the document an element begins, in pixels; measured again when `occasion` changes. */
function useTop(ref: RefObject<HTMLElement | null>, occasion: string): number {
  const [top, setTop] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the occasion is what moves the element
  useLayoutEffect(() => {
    const element = ref.current
    if (element !== null) setTop(Math.round(element.getBoundingClientRect().top + window.scrollY))
  }, [ref, occasion])
  return top
}
