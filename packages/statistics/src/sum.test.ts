import { describe, expect, it } from 'vitest'
import { checkFinite, checkSample, sum } from './sum.ts'

describe('sum', () => {
  it('keeps small numbers that a plain loop loses beside large ones', () => {
    const values = [1, 1e100, 1, -1e100]
    expect(values.reduce((total, value) => total + value)).toBe(0)
    expect(sum(values)).toBe(2)
  })

  it('sums ten tenths to exactly one', () => {
    expect(sum(new Array<number>(10).fill(0.1))).toBe(1)
  })

  it('sums nothing to zero', () => {
    expect(sum([])).toBe(0)
  })

  it('names the index of a number that is not finite', () => {
    expect(() => sum([1, Number.NaN])).toThrow(new RangeError('values[1] is NaN, not a finite number'))
    expect(() => sum([Number.POSITIVE_INFINITY])).toThrow('values[0] is Infinity')
  })

  it('refuses a sum that leaves the range of a double', () => {
    expect(() => sum([1.7e308, 1.7e308])).toThrow(new RangeError('the sum leaves the range of a double'))
  })
})

describe('checkSample', () => {
  it('refuses an empty list by its name', () => {
    expect(() => checkSample([], 'candidate')).toThrow(new RangeError('candidate is empty'))
  })

  it('names the first bad index and its list', () => {
    expect(() => checkSample([0, Number.NEGATIVE_INFINITY, Number.NaN], 'baseline')).toThrow(
      'baseline[1] is -Infinity',
    )
  })
})

describe('checkFinite', () => {
  it('accepts an empty list and finite numbers', () => {
    expect(() => checkFinite([], 'x')).not.toThrow()
    expect(() => checkFinite([0, -1e308], 'x')).not.toThrow()
  })
})
