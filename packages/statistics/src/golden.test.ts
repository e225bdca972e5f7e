import { describe, expect, it } from 'vitest'
import { probabilityOfImprovement } from './improvement.ts'
import { interquartileMean } from './interquartile-mean.ts'
import { optimalityGap } from './optimality-gap.ts'
import { performanceProfile } from './performance-profile.ts'
import { studentQuantile } from './student.ts'
import { mean, summarise } from './summary.ts'
import { wilsonInterval } from './wilson.ts'

// Five runs on three tasks (CartPole, Acrobot, Pendulum); the expected values are SciPy's and rliable's.
const A = [
  [500, -80, -172.3],
  [480.5, -75.2, -160.1],
  [500, -90.4, -210.8],
  [495.25, -71.9, -150],
  [320, -84.3, -180.6],
]
const B = [
  [410, -85, -190],
  [500, -100.2, -165.5],
  [470.25, -83.3, -220.1],
  [300, -79.9, -240.4],
  [455.5, -95.1, -170.2],
]
const RANDOM = [20, -500, -1200]
const REFERENCE = [500, -70, -150]
const TOLERANCE = 1e-12

const normalised = (runs: number[][]) =>
  runs.map((run) => run.map((value, task) => (value - RANDOM[task]!) / (REFERENCE[task]! - RANDOM[task]!)))
const byTask = (runs: number[][]) => RANDOM.map((_, task) => runs.map((run) => run[task]!))
const expectClose = (found: number, expected: number) =>
  expect(Math.abs(found - expected)).toBeLessThanOrEqual(TOLERANCE * Math.max(1, Math.abs(expected)))

describe('the published comparison of two algorithms', () => {
  const a = normalised(A)
  const b = normalised(B)

  it('has the interquartile means of rliable', () => {
    expectClose(interquartileMean(a.flat()), 0.9796062123169682)
    expectClose(interquartileMean(b.flat()), 0.9477362879906485)
  })

  it('has the optimality gaps of rliable', () => {
    expectClose(optimalityGap(a.flat()), 0.044259380767810885)
    expectClose(optimalityGap(b.flat()), 0.08008322720561079)
  })

  it('has the mean and the median over tasks of rliable', () => {
    expectClose(mean(a.flat()), 0.9557406192321891)
    expectClose(summarise(byTask(a).map(mean)).median, 0.9759069767441861)
  })

  it('has the performance profile of rliable: the share of all runs and tasks above each threshold', () => {
    const profile = performanceProfile(a.flat(), [0, 0.6, 0.95, 0.975, 0.99, 0.995, 1])
    ;[15, 15, 13, 9, 6, 4, 0].forEach((above, i) => {
      expectClose(profile[i]!, above / 15)
    })
  })

  it('has the probability of improvement of rliable, per task and over all', () => {
    const perTask = byTask(A).map((runs, task) => probabilityOfImprovement([runs], [byTask(B)[task]!]))
    ;[0.72, 0.76, 0.72].forEach((expected, task) => {
      expectClose(perTask[task]!, expected)
    })
    expectClose(probabilityOfImprovement(byTask(A), byTask(B)), 0.7333333333333334)
  })

  it('has the spread and the t interval of SciPy on its first task', () => {
    const { mean: center, standardDeviation, standardError } = summarise(byTask(A)[0]!)
    const half = studentQuantile(0.975, 4) * standardError!
    expectClose(standardDeviation!, 78.19718665016025)
    expectClose(standardError!, 34.970844999799475)
    expectClose(center - half, 362.0553685756758)
    expectClose(center + half, 556.2446314243241)
  })

  it('has the Wilson interval of SciPy for 3 successes in 100', () => {
    const [low, high] = wilsonInterval(3, 100)
    expectClose(low, 0.010254524024038925)
    expectClose(high, 0.0845193642905276)
  })
})
