import { describe, expect, it } from 'vitest'
import { meanInterval } from './mean-interval.ts'
import { createRandom, type Random } from './random.ts'
import { studentQuantile } from './student.ts'
import { mean, standardDeviation } from './summary.ts'
import { type Comparison, compare, decide, type Verdict } from './verdict.ts'
import { wilsonInterval } from './wilson.ts'

// Returns are in units of the range, so the margin is 0.05. A rate is the share of `SAMPLES` comparisons;
// what is asserted is its one-sided 95 % bound, so that the error of the simulation never flatters it.
const SAMPLES = 3000
const SIZES = [20, 50, 100, 200]
const atMost = (count: number) => wilsonInterval(count, SAMPLES, 0.9)[1]
const atLeast = (count: number) => wilsonInterval(count, SAMPLES, 0.9)[0]

/** One episode: `[candidate, baseline]` on the same seed. */
type Episode = (random: Random) => readonly [candidate: number, baseline: number]
type Judge = (comparison: Comparison) => Verdict

const normal = (random: Random) =>
  Math.sqrt(-2 * Math.log(1 - random.real())) * Math.cos(2 * Math.PI * random.real())
const exponential = (random: Random) => -Math.log(1 - random.real())
/** CartPole: the cap of 500 with the given chance, else any whole return from 20. */
const capped = (random: Random, chance: number) =>
  (random.real() < chance ? 500 : 20 + random.below(480)) / 480

/** Equal mean returns on both sides. */
const NO_CHANGE: Record<string, Episode> = {
  'normal noise': (random) => [0.2 * normal(random), 0],
  'normal noise as wide as the range': (random) => [normal(random), 0],
  'a cap reached in 90 of 100 episodes': (random) => [capped(random, 0.9), capped(random, 0.9)],
  'a cap reached in 97 of 100 episodes': (random) => [capped(random, 0.97), capped(random, 0.97)],
  'skewed returns on both sides': (random) => [0.14 * exponential(random), 0.14 * exponential(random)],
  'heavy tails on both sides': (random) => [0.06 * Math.exp(normal(random)), 0.06 * Math.exp(normal(random))],
  'ten times the dispersion': (random) => [0.2 * normal(random), 0.02 * normal(random)],
  'a candidate skewed upwards, a steady baseline': (random) => [0.2 * exponential(random), 0.2],
  'a candidate skewed downwards, a steady baseline': (random) => [-0.2 * exponential(random), -0.2],
}

/** Paired differences with mean 0 and a standard deviation of 20 % of the range. */
const NOISE: Record<string, (random: Random) => number> = {
  normal: (random) => 0.2 * normal(random),
  'skewed upwards': (random) => 0.2 * (exponential(random) - 1),
  'skewed downwards': (random) => 0.2 * (1 - exponential(random)),
  'two-valued, a large loss in one of five': (random) => 0.1 - (random.real() < 0.2 ? 0.5 : 0),
}

const judge: Judge = (comparison) => compare(comparison).verdict

/** The same rule on Student's interval alone, at any confidence. */
const studentJudge =
  (confidence: number): Judge =>
  ({ candidate, baseline }) => {
    const differences = Float64Array.from(candidate, (value, i) => value - baseline[i]!)
    const center = mean(differences)
    const t = studentQuantile(0.5 + 0.5 * confidence, differences.length - 1)
    const half = (t * standardDeviation(differences)) / Math.sqrt(differences.length)
    return decide(center, [center - half, center + half], 0.05)
  }

/** How often each verdict falls in `SAMPLES` comparisons. */
function tally(episode: Episode, episodes: number, by: Judge = judge): Record<Verdict, number> {
  const random = createRandom(20_251_123 + episodes)
  const counts = { improved: 0, equivalent: 0, regressed: 0, inconclusive: 0 }
  const candidate = new Float64Array(episodes)
  const baseline = new Float64Array(episodes)
  for (let sample = 0; sample < SAMPLES; sample++) {
    for (let i = 0; i < episodes; i++) {
      const [mine, theirs] = episode(random)
      candidate[i] = mine
      baseline[i] = theirs
    }
    counts[by({ candidate, baseline, range: 1 })]++
  }
  return counts
}

const changed =
  (noise: (random: Random) => number, change: number): Episode =>
  (random) => [change + noise(random), 0]

describe.each(Object.entries(NO_CHANGE))('with no change and %s', (_, episode) => {
  it.each(SIZES)(
    '%i episodes are called regressed or improved at most one time in twenty each',
    (episodes) => {
      const counts = tally(episode, episodes)
      expect(atMost(counts.regressed)).toBeLessThanOrEqual(0.05)
      expect(atMost(counts.improved)).toBeLessThanOrEqual(0.05)
    },
  )
})

describe.each(Object.entries(NOISE))('with noise of 20 parts in 100 of the range that is %s', (_, noise) => {
  it('a drop of 10 parts in 100 is called regressed in at least nine of ten comparisons', () => {
    expect(atLeast(tally(changed(noise, -0.1), 100).regressed)).toBeGreaterThanOrEqual(0.9)
  })

  it('a gain of 10 parts in 100 is called improved in at least nine of ten comparisons', () => {
    expect(atLeast(tally(changed(noise, 0.1), 100).improved)).toBeGreaterThanOrEqual(0.9)
  })

  it.each([50, 100, 200])(
    'a drop of the whole margin passes as equivalent at most one time in twenty (%i)',
    (n) => {
      expect(atMost(tally(changed(noise, -0.05), n).equivalent)).toBeLessThanOrEqual(0.05)
    },
  )

  it('the interval of 100 differences covers their true mean in at least 93 of 100 samples', () => {
    const random = createRandom(77)
    let covered = 0
    for (let sample = 0; sample < SAMPLES; sample++) {
      const [low, high] = meanInterval(Float64Array.from({ length: 100 }, () => noise(random)))!
      if (low <= 0 && high >= 0) covered++
    }
    expect(atLeast(covered)).toBeGreaterThanOrEqual(0.93)
  })
})

describe('the same checks catch a verdict that is wrong:', () => {
  const wide = NO_CHANGE['normal noise as wide as the range']!

  it('an interval of 60 % cries regression and improvement too often', () => {
    const counts = tally(wide, 100, studentJudge(0.6))
    expect(atLeast(counts.regressed)).toBeGreaterThan(0.05)
    expect(atLeast(counts.improved)).toBeGreaterThan(0.05)
  })

  it("Student's interval alone cries regression too often when the candidate is skewed", () => {
    const counts = tally(NO_CHANGE['a candidate skewed upwards, a steady baseline']!, 20, studentJudge(0.95))
    expect(atLeast(counts.regressed)).toBeGreaterThan(0.05)
  })

  it('an interval of 99.999 % misses a drop that matters', () => {
    const counts = tally(changed(NOISE.normal!, -0.1), 100, studentJudge(0.99999))
    expect(atMost(counts.regressed)).toBeLessThan(0.9)
  })

  it('a verdict on the mean alone passes a drop of the whole margin', () => {
    const counts = tally(changed(NOISE.normal!, -0.05), 100, studentJudge(0.01))
    expect(atLeast(counts.equivalent)).toBeGreaterThan(0.05)
  })
})

describe('what few episodes cannot see', () => {
  it('a total loss in one of fifteen episodes passes as equivalent in 20 episodes, not in 100', () => {
    const rareLoss: Episode = (random) => [random.real() < 1 / 15 ? 0 : 1, 1]
    expect(tally(rareLoss, 20).equivalent / SAMPLES).toBeCloseTo((14 / 15) ** 20, 1)
    expect(atMost(tally(rareLoss, 100).equivalent)).toBeLessThanOrEqual(0.05)
  })
})
