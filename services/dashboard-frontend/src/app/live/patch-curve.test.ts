import type { Curve, TrainingPoint } from '@tars/contracts'
import { describe, expect, it } from 'vitest'
import { grownCurveMax, patchCurve } from './patch-curve.ts'

const points = (...values: (number | null)[]) =>
  values.map((returnMean) => ({ returnMean })) as TrainingPoint[]
const curve: Curve = { trainingId: 'a', returns: [20, 10], last: 10, min: 10, max: 20 }

describe('the curve of a row', () => {
  it('grows with its training, and keeps its lowest and best value', () => {
    expect(patchCurve(curve, points(15, null, 25))).toEqual({
      trainingId: 'a',
      returns: [20, 10, 15, 25],
      last: 25,
      min: 10,
      max: 25,
    })
  })

  it('begins with the first episode that ends', () => {
    const empty: Curve = { trainingId: 'a', returns: [], last: null, min: null, max: null }
    expect(patchCurve(empty, points(null))).toBe(empty)
    expect(patchCurve(empty, points(9))).toEqual({ trainingId: 'a', returns: [9], last: 9, min: 9, max: 9 })
  })

  it('stays small, with its end kept to the value', () => {
    const long = { ...curve, returns: Array.from({ length: grownCurveMax }, (_, i) => i) }
    const { returns } = patchCurve(long, points(500))
    expect(returns.length).toBeLessThanOrEqual(grownCurveMax / 2 + 1)
    expect(returns.at(-1)).toBe(500)
    expect(returns[0]).toBe(0)
  })
})
