import { describe, expect, it } from 'vitest'
import { createScale, extentOf, padExtent } from './scale.ts'
import { tickStep, ticks } from './ticks.ts'

describe('a scale', () => {
  it('maps values to positions and back', () => {
    const scale = createScale(0, 500, 10, 110)
    expect(scale(250)).toBe(60)
    expect(scale.invert(60)).toBe(250)
    expect(scale.invert(scale(123))).toBeCloseTo(123, 12)
  })

  it('puts a single value into the middle', () => {
    expect(createScale(500, 500, 0, 100)(500)).toBe(50)
  })
})

describe('an extent', () => {
  it('ignores what was not measured', () => {
    expect(extentOf([3, null, Number.NaN, -1])).toEqual([-1, 3])
    expect(extentOf([null])).toBeUndefined()
  })

  it('can be given room', () => {
    expect(padExtent([0, 100], 0.05)).toEqual([-5, 105])
    expect(padExtent([500, 500], 0.1)).toEqual([450, 550])
    expect(padExtent([0, 0], 0.1)).toEqual([-0.1, 0.1])
  })
})

describe('ticks', () => {
  it('are round values inside the range', () => {
    expect(ticks(0, 500, 5)).toEqual([0, 100, 200, 300, 400, 500])
    expect(ticks(-0.37, 0.52, 5)).toEqual([-0.2, 0, 0.2, 0.4])
    expect(ticks(3, 3, 5)).toEqual([3])
  })

  it('use steps of 1, 2 and 5', () => {
    expect([0.7, 1.2, 3, 7, 0.03].map((raw) => Number(tickStep(raw).toPrecision(6)))).toEqual([
      1, 2, 5, 10, 0.05,
    ])
  })
})
