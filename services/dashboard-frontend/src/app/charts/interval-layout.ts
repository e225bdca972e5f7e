import { createScale, padExtent, type Scale } from './scale.ts'
import { ticks } from './ticks.ts'

/** Where everything of an interval picture stands. */
export interface IntervalLayout {
  scale: Scale
  ticks: number[]
  /** Positions of zero, of both margins and of the interval with its difference. */
  zero: number
  marginLow: number
  marginHigh: number
  low: number
  high: number
  difference: number
}

/**
 * Lays out a difference and its interval against zero and ± the margin, on a line from `start` to `end`. Without an
 * interval both its ends stand at the difference.
 */
export function layInterval(
  given: { difference: number; interval: readonly [number, number] | null; margin: number },
  start: number,
  end: number,
): IntervalLayout {
  const [low, high] = given.interval ?? [given.difference, given.difference]
  const [from, to] = padExtent([Math.min(low, -given.margin, 0), Math.max(high, given.margin, 0)], 0.08)
  const scale = createScale(from, to, start, end)
  return {
    scale,
    ticks: ticks(scale.from, scale.to, Math.max(2, Math.floor((end - start) / 110))),
    zero: scale(0),
    marginLow: scale(-given.margin),
    marginHigh: scale(given.margin),
    low: scale(low),
    high: scale(high),
    difference: scale(given.difference),
  }
}
