import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compare, decide, type Verdict } from './verdict.ts'

const episodes = fc.array(fc.tuple(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 500 })), {
  minLength: 1,
  maxLength: 60,
})
const split = (pairs: [number, number][]) => ({
  candidate: pairs.map(([mine]) => mine),
  baseline: pairs.map(([, theirs]) => theirs),
})

describe('decide', () => {
  it.each<[string, [number, number] | null, number, Verdict]>([
    ['an interval above zero is a gain, however small', [0.1, 0.9], 0.5, 'improved'],
    ['an interval above the margin is a gain', [6, 8], 7, 'improved'],
    ['an interval below the margin is a loss', [-9, -6], -7, 'regressed'],
    ['an interval below zero with the difference below the margin is a loss', [-9, -0.1], -5.1, 'regressed'],
    ['an interval below zero with the difference on the margin is open', [-9, -0.1], -5, 'inconclusive'],
    ['a certain loss within the margin is bearable', [-4, -1], -2, 'equivalent'],
    ['an interval that just fills the margin is bearable', [-5, 5], 0, 'equivalent'],
    ['an interval that starts at zero is no gain', [0, 4], 2, 'equivalent'],
    ['an interval that ends at zero is no loss', [-12, 0], -6, 'inconclusive'],
    ['an interval beyond the margin below is open', [-5.1, 3], -1, 'inconclusive'],
    ['an interval beyond the margin above is open', [-1, 5.1], 2, 'inconclusive'],
    ['no interval is open', null, -100, 'inconclusive'],
  ])('%s', (_, interval, difference, expected) => {
    expect(decide(difference, interval, 5)).toBe(expected)
  })
})

describe('compare', () => {
  it('reports everything that the verdict rests on', () => {
    const baseline = [100, 200, 300, 400, 500, 100, 200, 300]
    const candidate = [101, 203, 300, 402, 501, 99, 204, 302]
    const { interval, ...rest } = compare({ candidate, baseline, range: 480 })
    expect(rest).toEqual({
      verdict: 'improved',
      difference: 1.5,
      margin: 24,
      range: 480,
      confidence: 0.95,
      episodes: 8,
      fewest: 6,
      wins: 6,
      ties: 1,
      losses: 1,
      probabilityOfImprovement: 0.5625,
    })
    expect(interval![0]).toBeGreaterThan(0)
    expect(interval![1]).toBeGreaterThan(2)
  })

  it('calls equal returns equivalent, with an interval of width zero', () => {
    const returns = new Array<number>(50).fill(500)
    const result = compare({ candidate: returns, baseline: returns, range: 480 })
    expect(result).toMatchObject({ verdict: 'equivalent', difference: 0, interval: [0, 0], ties: 50 })
    expect(result.probabilityOfImprovement).toBe(0.5)
  })

  it('sees a drop of negative rewards', () => {
    const baseline = Array.from({ length: 40 }, (_, i) => -75 - (i % 5))
    const candidate = baseline.map((value, i) => value - 40 - (i % 3))
    expect(compare({ candidate, baseline, range: 430 }).verdict).toBe('regressed')
    expect(compare({ candidate: baseline, baseline: candidate, range: 430 }).verdict).toBe('improved')
  })

  it('is inconclusive without an interval for too few episodes', () => {
    expect(compare({ candidate: [0], baseline: [500], range: 480 })).toMatchObject({
      verdict: 'inconclusive',
      difference: -500,
      interval: null,
      episodes: 1,
      losses: 1,
    })
  })

  it('takes the margin and the confidence that it is given', () => {
    const baseline = Array.from({ length: 30 }, (_, i) => i)
    const candidate = baseline.map((value, i) => value - 8 + (i % 2))
    const sides = { candidate, baseline, range: 100 }
    expect(compare(sides).verdict).toBe('regressed')
    expect(compare({ ...sides, marginRatio: 0.1 }).verdict).toBe('equivalent')
    const [low, high] = compare({ ...sides, confidence: 0.99 }).interval!
    const [narrowLow, narrowHigh] = compare(sides).interval!
    expect(low).toBeLessThan(narrowLow)
    expect(high).toBeGreaterThan(narrowHigh)
  })

  it('holds the difference in its interval and counts every episode once', () => {
    fc.assert(
      fc.property(episodes, (pairs) => {
        const result = compare({ ...split(pairs), range: 480 })
        expect(result.wins + result.ties + result.losses).toBe(pairs.length)
        expect(result.interval === null).toBe(pairs.length < 6)
        if (result.interval) {
          expect(result.interval[0]).toBeLessThanOrEqual(result.difference)
          expect(result.interval[1]).toBeGreaterThanOrEqual(result.difference)
        }
      }),
    )
  })

  it('does not depend on the order of episodes, the unit of a return or where its zero lies', () => {
    fc.assert(
      fc.property(episodes, (pairs) => {
        const plain = compare({ ...split(pairs), range: 480 })
        const turned = compare({ ...split([...pairs].reverse()), range: 480 })
        const moved = compare({
          ...split(pairs.map(([mine, theirs]) => [4 * mine - 1000, 4 * theirs - 1000])),
          range: 4 * 480,
        })
        expect(turned.verdict).toBe(plain.verdict)
        expect(moved.verdict).toBe(plain.verdict)
        expect(moved.difference).toBeCloseTo(4 * plain.difference, 9)
      }),
    )
  })

  it('never calls both directions of one comparison improved or both regressed', () => {
    fc.assert(
      fc.property(episodes, (pairs) => {
        const { candidate, baseline } = split(pairs)
        const forth = compare({ candidate, baseline, range: 480 })
        const back = compare({ candidate: baseline, baseline: candidate, range: 480 })
        expect(back.difference).toBeCloseTo(-forth.difference, 9)
        if (forth.verdict === 'improved')
          expect(['regressed', 'equivalent', 'inconclusive']).toContain(back.verdict)
        if (forth.verdict === 'regressed') expect(back.verdict).toBe('improved')
      }),
    )
  })

  it('refuses what cannot be compared and names it', () => {
    const fine = { candidate: [1, 2], baseline: [1, 2], range: 1 }
    expect(() => compare({ ...fine, baseline: [1] })).toThrow('candidate has 2 episodes, baseline 1')
    expect(() => compare({ ...fine, candidate: [1, Number.NaN] })).toThrow('candidate[1] is NaN')
    expect(() => compare({ ...fine, baseline: [Number.NEGATIVE_INFINITY, 1] })).toThrow(
      'baseline[0] is -Infinity',
    )
    expect(() => compare({ candidate: [], baseline: [], range: 1 })).toThrow('candidate is empty')
    for (const range of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => compare({ ...fine, range })).toThrow(`range is ${range}`)
    }
    for (const marginRatio of [0, 1.1, Number.NaN]) {
      expect(() => compare({ ...fine, marginRatio })).toThrow(`marginRatio is ${marginRatio}`)
    }
    expect(() => compare({ ...fine, confidence: 1 })).toThrow('confidence is 1')
  })
})
