import { formatCount } from './quantity.ts'

/**
 * Which rows of a list are on paper, counted from 1: `Rows 1–40 of 450`; undefined where all of them are. A list that has
 * more than is loaded is told by what is loaded.
 */
export function describeRows(
  rows: readonly { index: number }[],
  count: number,
  hasMore: boolean,
): string | undefined {
  const [first, last] = [rows[0], rows.at(-1)]
  if (first === undefined || last === undefined) return undefined
  if (rows.length >= count && !hasMore) return undefined
  const range = `${formatCount(first.index + 1)}–${formatCount(last.index + 1)}`
  return `Rows ${range} of ${hasMore ? `the ${formatCount(count)} loaded` : formatCount(count)}`
}
