import { describe, expect, it } from 'vitest'
import {
  countOf,
  formatBytes,
  formatCount,
  formatDifference,
  formatInterval,
  formatMeasurement,
  formatRatio,
  formatReturn,
  formatSi,
  trimZeros,
} from './quantity.ts'

describe('quantity', () => {
  it('separates thousands and agrees in number with the thing it counts', () => {
    expect(formatCount(1_234_567)).toBe('1,234,567')
    expect(countOf(1, 'episode')).toBe('1\u00a0episode')
    expect(countOf(0, 'policy', 'policies')).toBe('0\u00a0policies')
  })

  it('gives three significant digits with an SI prefix and a unit', () => {
    expect(formatSi(12_345, '/s')).toBe('12.3\u00a0k/s')
    expect(formatSi(123_456)).toBe('123\u00a0k')
    expect(formatSi(7)).toBe('7')
    expect(formatSi(7.456, '/s')).toBe('7.46\u00a0/s')
    expect(formatBytes(48_200_000)).toBe('48.2\u00a0MB')
    expect(formatSi(-2_500)).toBe('−2.50\u00a0k')
    expect(formatSi(-7)).toBe('−7')
  })

  it('chooses the prefix of what the number is rounded to', () => {
    expect(formatSi(999_999)).toBe('1.00\u00a0M')
    expect(formatSi(999.7)).toBe('1.00\u00a0k')
    expect(formatSi(999)).toBe('999')
    expect(formatSi(9.996)).toBe('10.0')
  })

  it('shows whole returns bare, others with one decimal, and absence as a dash', () => {
    expect(formatReturn(500)).toBe('500')
    expect(formatReturn(487.25)).toBe('487.3')
    expect(formatReturn(-3.5)).toBe('−3.5')
    expect(formatReturn(-0.04)).toBe('0.0')
    expect(formatReturn(-0)).toBe('0')
    expect(formatReturn(null)).toBe('–')
  })

  it('can do without the zeros at the end', () => {
    expect(['20.0\u00a0k', '2.50\u00a0MB', '0.125', '100', '5.00', '1.5\u00a0min'].map(trimZeros)).toEqual([
      '20\u00a0k',
      '2.5\u00a0MB',
      '0.125',
      '100',
      '5',
      '1.5\u00a0min',
    ])
  })

  it('always signs a difference, except a difference of nothing', () => {
    expect(formatDifference(2.13)).toBe('+2.1')
    expect(formatDifference(-0.44)).toBe('−0.4')
    expect(formatDifference(0)).toBe('0')
    expect(formatDifference(-0.01)).toBe('0')
  })

  it('shows both ends of an interval, or that there is none', () => {
    expect(formatInterval([-0.4, 4.6], formatDifference)).toBe('−0.4 … +4.6')
    expect(formatInterval(null, formatDifference)).toBe('–')
  })

  it('shows ratios as percentages', () => {
    expect(formatRatio(0.62)).toBe('62\u00a0%')
    expect(formatRatio(0.9951)).toBe('99.5\u00a0%')
    expect(formatRatio(0.9996)).toBe('99.9\u00a0%')
    expect(formatRatio(1)).toBe('100\u00a0%')
    expect(formatRatio(null)).toBe('–')
  })

  it('keeps small measurements readable', () => {
    expect(formatMeasurement(0.012345)).toBe('0.0123')
    expect(formatMeasurement(-0.00001)).toBe('−1.0e−5')
    expect(formatMeasurement(0)).toBe('0')
    expect(formatMeasurement(undefined)).toBe('–')
  })
})
