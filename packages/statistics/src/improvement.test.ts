import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { probabilityOfImprovement } from './improvement.ts'

const runs = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 20 })

describe('probabilityOfImprovement', () => {
  it('is that of counting every pair, ties one half', () => {
    fc.assert(
      fc.property(runs, runs, (x, y) => {
        const points = x.flatMap((mine) => y.map((theirs) => (mine > theirs ? 1 : mine === theirs ? 0.5 : 0)))
        const counted = points.reduce<number>((total, point) => total + point, 0) / points.length
        expect(probabilityOfImprovement([x], [y])).toBeCloseTo(counted, 12)
      }),
    )
  })

  it('adds up to one with its opposite and is one half for equal samples', () => {
    fc.assert(
      fc.property(runs, runs, (x, y) => {
        const forth = probabilityOfImprovement([x, y], [y, y])
        const back = probabilityOfImprovement([y, y], [x, y])
        expect(forth + back).toBeCloseTo(1, 12)
        expect(probabilityOfImprovement([x], [x])).toBe(0.5)
      }),
    )
  })

  it('refuses tasks that do not match, are empty or are not finite', () => {
    expect(() => probabilityOfImprovement([[1]], [])).toThrow('candidate has 1 tasks, baseline 0')
    expect(() => probabilityOfImprovement([], [])).toThrow(RangeError)
    expect(() => probabilityOfImprovement([[1], []], [[1], [1]])).toThrow('candidate[1] is empty')
    expect(() => probabilityOfImprovement([[1]], [[1, Number.NaN]])).toThrow('baseline[0][1] is NaN')
  })
})
