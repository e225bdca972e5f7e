import { describe, expect, it } from 'vitest'
import {
  formatBytes,
  formatCount,
  formatDifference,
  formatExactly,
  formatInterval,
  formatRatio,
  formatValue,
} from './number.ts'

describe('numbers', () => {
  it.each([
    [0, '0'],
    [950, '950'],
    [999.7, '1.00k'],
    [1234, '1.23k'],
    [50_000, '50.0k'],
    [1_234_567, '1.23M'],
    [-2_500_000_000, '−2.50G'],
    [0.5, '0.50'],
  ])('writes the count %d as %s', (value, text) => {
    expect(formatCount(value)).toBe(text)
  })

  it.each([
    [512, '512 B'],
    [2048, '2.00 KiB'],
    [123_456_789, '118 MiB'],
    [5 * 1024 ** 3, '5.00 GiB'],
  ])('writes %d bytes as %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text)
  })

  it('writes a value with every digit where it must be told from its neighbour', () => {
    expect(formatExactly(-73.50000001)).toBe('−73.50000001')
    expect(formatExactly(0.1 + 0.2)).toBe('0.30000000000000004')
    expect(formatExactly(-1e-9)).toBe('−1e−9')
    expect(formatExactly(500)).toBe('500')
  })

  it('writes values with at most two decimals and no data as a dash, never as zero', () => {
    expect(formatValue(475.126)).toBe('475.13')
    expect(formatValue(-0.001)).toBe('0')
    expect(formatValue(-2.5)).toBe('−2.5')
    expect(formatValue(null)).toBe('–')
    expect(formatRatio(null)).toBe('–')
    expect(formatInterval(null)).toBe('–')
  })

  it('writes differences with their sign, ratios as per cent and intervals in brackets', () => {
    expect(formatDifference(2.1)).toBe('+2.1')
    expect(formatDifference(-2.1)).toBe('−2.1')
    expect(formatDifference(0)).toBe('0')
    expect(formatRatio(0.9876)).toBe('98.8 %')
    expect(formatInterval([-1, 2.345])).toBe('[−1, 2.35]')
  })
})
