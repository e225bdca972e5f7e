/** A straight mapping from values to positions. */
export interface Scale {
  (value: number): number
  readonly from: number
  readonly to: number
  /** The value at a position. */
  readonly invert: (position: number) => number
}

/** Maps values `from … to` onto positions `start … end`; a single value is given room on both sides. */
export function createScale(from: number, to: number, start: number, end: number): Scale {
  const [low, high] = from === to ? [from - 1, to + 1] : [from, to]
  const factor = (end - start) / (high - low)
  const scale = (value: number) => start + (value - low) * factor
  return Object.assign(scale, { from: low, to: high, invert: (at: number) => low + (at - start) / factor })
}

/** The smallest and the largest of the finite values; undefined when there are none. */
export function extentOf(values: Iterable<number | null>): readonly [number, number] | undefined {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const value of values) {
    if (value === null || !Number.isFinite(value)) continue
    if (value < low) low = value
    if (value > high) high = value
  }
  return low > high ? undefined : [low, high]
}

/** An extent widened on both sides by a share of its length. */
export function padExtent([low, high]: readonly [number, number], ratio: number): readonly [number, number] {
  const room = (high === low ? Math.abs(high) || 1 : high - low) * ratio
  return [low - room, high + room]
}
