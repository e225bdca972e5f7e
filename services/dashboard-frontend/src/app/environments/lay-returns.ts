import type { EnvironmentDescription } from '@tars/contracts'
import { createScale, extentOf } from '../charts/scale.ts'

/** A return worth knowing, with its place on the line; its words stand above or below. */
export interface ReturnMark {
  name: string
  value: number
  x: number
  above: boolean
}

/** Lays the returns worth knowing of an environment on a line `width` wide, from left to right, words in turn above and below. */
export function layReturns(
  { randomReturn, solvedAt, referenceReturn }: EnvironmentDescription,
  width: number,
): { marks: ReturnMark[]; baseline: number } {
  const known = [
    { name: 'random', value: randomReturn },
    ...(solvedAt === null ? [] : [{ name: 'solved', value: solvedAt }]),
    { name: 'very good', value: referenceReturn },
  ]
  const [from, to] = extentOf(known.map(({ value }) => value)) ?? [0, 1]
  const x = createScale(from, to, 6, width - 6)
  const marks = known
    .toSorted((a, b) => a.value - b.value)
    .map((mark, i) => ({ ...mark, x: x(mark.value), above: i % 2 === 1 }))
  return { marks, baseline: 28 }
}
