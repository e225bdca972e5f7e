import { describe, expect, it } from 'vitest'
import { folderName, pastMoment, wholeNumber } from './option.ts'

describe('a moment in the past', () => {
  const nowMs = Date.parse('2026-01-31T12:00:00.000Z')
  const parse = pastMoment(() => nowMs)

  it.each([
    ['90s', 90_000],
    ['10m', 600_000],
    ['2h', 7_200_000],
    ['1d', 86_400_000],
    ['0s', 0],
  ])('%s is a length of time before now', (text, lengthMs) => {
    expect(parse(text)).toBe(nowMs - lengthMs)
  })

  it('is a date with or without a time, local where no zone is named', () => {
    expect(parse('2026-01-30T12:00:00Z')).toBe(nowMs - 86_400_000)
    expect(parse('2026-01-30T12:00')).toBe(new Date(2026, 0, 30, 12).getTime())
    expect(parse('2026-01-30')).toBe(Date.parse('2026-01-30'))
  })

  it.each(['', '10', 'm', '10 m', '-5m', 'yesterday', '2026-13-45', '1w'])('is not %j', (text) => {
    expect(() => parse(text)).toThrow('It must be a length of time such as 90s')
  })
})

describe('the name of a folder', () => {
  it('is any text but an empty one', () => {
    expect([folderName('.'), folderName(' ')]).toEqual(['.', ' '])
    expect(() => folderName('')).toThrow('It must name a folder, but is empty')
  })
})

describe('a whole number', () => {
  it('keeps to its range and has no other form than digits', () => {
    const parse = wholeNumber(2, 100)
    expect([parse('2'), parse('100')]).toEqual([2, 100])
    for (const text of ['1', '101', '1e1', '2.5', '', ' 7']) {
      expect(() => parse(text)).toThrow('It must be a whole number from 2 to 100.')
    }
  })
})
