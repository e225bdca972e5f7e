import { describe, expect, it } from 'vitest'
import { createEstimate } from './estimate.ts'

/** What is estimated after each `[ms, ratio]`. */
function estimate(notes: readonly (readonly [number, number])[]): (number | undefined)[] {
  let now = 0
  const each = createEstimate(() => now)
  return notes.map(([at, ratio]) => {
    now = at
    return each.note(ratio)
  })
}

describe('the time left', () => {
  it('is not known before the work has been watched for a second', () => {
    expect(
      estimate([
        [0, 0],
        [900, 0.5],
      ]),
    ).toEqual([undefined, undefined])
  })

  it('is not known while nothing moves', () => {
    expect(
      estimate([
        [0, 0],
        [5_000, 0],
      ]).at(-1),
    ).toBeUndefined()
  })

  it('follows the pace so far', () => {
    expect(
      estimate([
        [0, 0.2],
        [2_000, 0.4],
      ]).at(-1),
    ).toBeCloseTo(6)
  })

  it('forgets a pace that is half a minute old', () => {
    const fast = Array.from({ length: 11 }, (_, index) => [index * 1_000, index * 0.05] as const)
    const slow = Array.from(
      { length: 60 },
      (_, index) => [11_000 + index * 1_000, 0.5 + index * 0.001] as const,
    )
    expect(estimate([...fast, ...slow]).at(-1)).toBeCloseTo((1 - 0.559) / 0.001, 0)
  })

  it('ends as unknown in a long standstill, and begins anew where the work does', () => {
    const still = [0, 1_000, 31_000, 62_000, 93_000].map((at, index) => [at, index === 0 ? 0 : 0.5] as const)
    expect(estimate(still).at(-1)).toBeUndefined()
    expect(
      estimate([
        [0, 0],
        [2_000, 0.8],
        [3_000, 0],
        [5_000, 0.5],
      ]).at(-1),
    ).toBeCloseTo(2)
  })
})
