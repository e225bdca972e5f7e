import { describe, expect, it } from 'vitest'
import { scoreEpisodes } from './score.ts'

const returns = [500, 480, 495, 475, 300, 500, 500, 20]
const played = { returns, lengths: returns, solvedAt: 475, seed: 0, returnsHash: 'hash' }

describe('scoreEpisodes', () => {
  it('gives the figures that pen and paper give', () => {
    const score = scoreEpisodes({ ...played, lengths: [1, 2, 3, 4, 5, 6, 7, 8] })
    expect(score).toMatchObject({
      mean: 408.75,
      iqm: 487.5,
      median: 487.5,
      min: 20,
      max: 500,
      successRatio: 0.75,
      lengthMean: 4.5,
      returnsHash: 'hash',
    })
    expect(score.std).toBeCloseTo(171.06285394556002, 9)
  })

  it("gives Wilson's interval of the successes", () => {
    const [low, high] = scoreEpisodes(played).successInterval95 ?? []
    expect(low).toBeCloseTo(0.40927543031016883, 9)
    expect(high).toBeCloseTo(0.9285207872478909, 9)
  })

  it('counts an episode as a success from the mark on', () => {
    expect(scoreEpisodes({ ...played, solvedAt: 500 }).successRatio).toBe(0.375)
    expect(scoreEpisodes({ ...played, solvedAt: 500.5 }).successRatio).toBe(0)
  })

  it('says nothing of successes where there is no mark', () => {
    const score = scoreEpisodes({ ...played, solvedAt: null })
    expect(score).toMatchObject({ successRatio: null, successInterval95: null })
  })

  it('gives the same interval of the mean for the same seed, and another for another', () => {
    const interval = scoreEpisodes(played).interval95
    expect(scoreEpisodes(played).interval95).toEqual(interval)
    expect(scoreEpisodes({ ...played, seed: 1 }).interval95).not.toEqual(interval)
  })

  it('gives an interval of the mean that is as wide as theory says', () => {
    const many = Array.from({ length: 400 }, (_, index) => 100 + (index % 20))
    const { mean, std, interval95 } = scoreEpisodes({ ...played, returns: many, lengths: many })
    const halfWidth = (1.959964 * (std ?? 0)) / Math.sqrt(400)
    expect(Math.abs((interval95?.[1] ?? 0) - (mean + halfWidth))).toBeLessThan(halfWidth * 0.15)
    expect(Math.abs((interval95?.[0] ?? 0) - (mean - halfWidth))).toBeLessThan(halfWidth * 0.15)
  })

  it('gives no interval of the mean below six episodes, and no deviation for one', () => {
    const few = (count: number) =>
      scoreEpisodes({ ...played, returns: returns.slice(0, count), lengths: [1] })
    expect(few(5).interval95).toBeNull()
    expect(few(6).interval95).not.toBeNull()
    expect(few(1).std).toBeNull()
  })

  it('refuses to score nothing, and what is not a number', () => {
    expect(() => scoreEpisodes({ ...played, returns: [] })).toThrow(RangeError)
    expect(() => scoreEpisodes({ ...played, returns: [1, Number.NaN] })).toThrow(RangeError)
  })
})
