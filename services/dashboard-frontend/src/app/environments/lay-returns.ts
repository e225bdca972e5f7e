import type { EnvironmentDescription } from '@tars/contracts'
import type { ExportTable } from '../charts/export-tables.ts'
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
  environment: EnvironmentDescription,
  width: number,
): { marks: ReturnMark[]; baseline: number } {
  const known = knownReturns(environment)
  const [from, to] = extentOf(known.map(({ value }) => value)) ?? [0, 1]
  const x = createScale(from, to, 6, width - 6)
  const marks = known.map((mark, i) => ({ ...mark, x: x(mark.value), above: i % 2 === 1 }))
  return { marks, baseline: 28 }
}

/** The returns worth knowing of an environment, a row each, ascending. */
export function returnTable(environment: EnvironmentDescription): ExportTable {
  const known = knownReturns(environment)
  return {
    names: ['mark', 'return'],
    columns: [known.map(({ name }) => name), known.map(({ value }) => value)],
  }
}

function knownReturns({
  randomReturn,
  solvedAt,
  referenceReturn,
}: EnvironmentDescription): { name: string; value: number }[] {
  return [
    { name: 'random', value: randomReturn },
    ...(solvedAt === null ? [] : [{ name: 'solved', value: solvedAt }]),
    { name: 'very good', value: referenceReturn },
  ].toSorted((a, b) => a.value - b.value)
}
