import { expect, it } from 'vitest'
import { describeRows } from './describe-rows.ts'

const rows = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => ({ index: from + i }))

it('tells which rows of a list are on paper, and nothing where all of them are', () => {
  expect(describeRows(rows(0, 39), 1_450, false)).toBe('Rows 1–40 of 1,450')
  expect(describeRows(rows(60, 99), 100, true)).toBe('Rows 61–100 of the 100 loaded')
  expect(describeRows(rows(0, 99), 100, true)).toBe('Rows 1–100 of the 100 loaded')
  expect(describeRows(rows(0, 11), 12, false)).toBeUndefined()
  expect(describeRows([], 0, false)).toBeUndefined()
})
