import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bootstrapInterval } from './bootstrap.ts'
import { interquartileMeanInPlace } from './interquartile-mean.ts'
import { createRandom, type Random } from './random.ts'
import { mean } from './summary.ts'

const strata = fc.array(fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 1, maxLength: 8 }), {
  minLength: 1,
  maxLength: 4,
})

describe('bootstrapInterval', () => {
  it('repeats itself for the same seed and says how it was made', () => {
    const sample = [
      [1, 5, 2, 8],
      [3, 9, 4],
    ]
    const once = bootstrapInterval(sample, interquartileMeanInPlace, { seed: 1 })
    expect(bootstrapInterval(sample, interquartileMeanInPlace, { seed: 1 })).toEqual(once)
    expect(bootstrapInterval(sample, interquartileMeanInPlace, { seed: 2 }).interval).not.toEqual(
      once.interval,
    )
    expect(once).toMatchObject({ seed: 1, replicates: 2000, confidence: 0.95, estimate: 4.4 })
  })

  it('finds the quantiles that the binomial distribution gives for the mean of ones and zeros', () => {
    const sample = [[...new Array<number>(30).fill(1), ...new Array<number>(70).fill(0)]]
    const { interval } = bootstrapInterval(sample, mean, { seed: 4, replicates: 20_000 })
    expect(interval[0]).toBeCloseTo(0.21, 1.9)
    expect(interval[1]).toBeCloseTo(0.39, 1.9)
  })

  it('resamples each stratum on its own', () => {
    // Constant strata far apart: pooled resampling would move the mean, stratified resampling cannot.
    const sample = [
      [0, 0, 0],
      [100, 100],
    ]
    const { estimate, interval } = bootstrapInterval(sample, mean, { seed: 9 })
    expect(interval).toEqual([estimate, estimate])
  })

  it('hands the statistic each stratum as a view into the pooled sample, drawn from that stratum', () => {
    const sample = [[1, 2, 3], [10], [20, 30]]
    const seen = sample.map(() => new Set<number>())
    bootstrapInterval(
      sample,
      (pooled, views) => {
        expect(views.map((view) => view.length)).toEqual([3, 1, 2])
        expect([...pooled]).toEqual(views.flatMap((view) => [...view]))
        views.forEach((view, i) => {
          for (const value of view) seen[i]!.add(value)
        })
        return 0
      },
      { seed: 1, replicates: 200 },
    )
    expect(seen).toEqual(sample.map((stratum) => new Set(stratum)))
  })

  it('draws afresh for every resample, even when the statistic spoils its buffer', () => {
    const spoil = (pooled: Float64Array) => {
      const value = mean(pooled)
      pooled.fill(1e9)
      return value
    }
    const sample = [[1, 2, 3, 4]]
    expect(bootstrapInterval(sample, spoil, { seed: 3 })).toEqual(
      bootstrapInterval(sample, mean, { seed: 3 }),
    )
  })

  it('gives ordered ends within the sample that follow shifts and scales', () => {
    fc.assert(
      fc.property(strata, fc.nat(), (sample, seed) => {
        const { interval } = bootstrapInterval(sample, mean, { seed, replicates: 100 })
        const moved = sample.map((stratum) => stratum.map((value) => 4 * value + 3))
        const after = bootstrapInterval(moved, mean, { seed, replicates: 100 }).interval
        expect(interval[0]).toBeLessThanOrEqual(interval[1])
        expect(interval[0]).toBeGreaterThanOrEqual(Math.min(...sample.flat()) - 1e-9)
        expect(interval[1]).toBeLessThanOrEqual(Math.max(...sample.flat()) + 1e-9)
        expect(after[0]).toBeCloseTo(4 * interval[0] + 3, 9)
        expect(after[1]).toBeCloseTo(4 * interval[1] + 3, 9)
      }),
      { numRuns: 30 },
    )
  })

  // The percentile interval is known to be short for skewed samples; the second floor says by how much.
  it.each<[string, number, (random: Random) => number]>([
    [
      'normal',
      0.93,
      (random) => Math.sqrt(-2 * Math.log(1 - random.real())) * Math.cos(2 * Math.PI * random.real()),
    ],
    ['exponential', 0.92, (random) => -Math.log(1 - random.real()) - 1],
  ])('covers the true mean of 100 %s numbers in at least %d of all samples', (_, floor, draw) => {
    const random = createRandom(2024)
    const samples = 1000
    let covered = 0
    for (let i = 0; i < samples; i++) {
      const sample = Float64Array.from({ length: 100 }, () => draw(random))
      const [low, high] = bootstrapInterval([sample], mean, { seed: i, replicates: 500 }).interval
      if (low <= 0 && high >= 0) covered++
    }
    expect(covered / samples).toBeGreaterThanOrEqual(floor)
    expect(covered / samples).toBeLessThanOrEqual(0.965)
  })

  it('refuses strata, options and statistics that cannot be', () => {
    const seed = 1
    expect(() => bootstrapInterval([], mean, { seed })).toThrow('strata is empty')
    expect(() => bootstrapInterval([[1], []], mean, { seed })).toThrow('strata[1] is empty')
    expect(() => bootstrapInterval([[1, Number.NaN]], mean, { seed })).toThrow('strata[0][1] is NaN')
    expect(() => bootstrapInterval([new Float64Array(2 ** 21 + 1)], mean, { seed })).toThrow(
      'more than 2097152',
    )
    expect(() => bootstrapInterval([[1]], mean, { seed: -1 })).toThrow('seed is -1')
    expect(() => bootstrapInterval([[1]], mean, { seed, replicates: 99 })).toThrow('replicates is 99')
    expect(() => bootstrapInterval([[1]], mean, { seed, replicates: 100.5 })).toThrow('replicates is 100.5')
    expect(() => bootstrapInterval([[1]], mean, { seed, confidence: 0 })).toThrow('confidence is 0')
    expect(() => bootstrapInterval([[1]], () => Number.NaN, { seed })).toThrow('the statistic gave NaN')
  })
})
