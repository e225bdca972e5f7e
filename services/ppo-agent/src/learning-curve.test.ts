import type { TrainingUpdate } from '@tars/reinforcement'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CurveOptions, createLearningCurve, pointsMax } from './learning-curve.ts'

const update: TrainingUpdate = {
  steps: 0,
  episodes: 3,
  returnMean: 21.5,
  lengthMean: 21.5,
  policyLoss: -0.01,
  valueLoss: 12,
  entropy: 0.69,
  approximateKl: 0.002,
  clipFraction: 0.1,
  explainedVariance: null,
  learningRate: 1e-3,
}

const open = (changes: Partial<CurveOptions> = {}) =>
  createLearningCurve({
    stepsPlanned: 6_400,
    stepsPerUpdate: 64,
    stepsBefore: 0,
    secondsBefore: 0,
    now: () => 0,
    memoryBytes: () => 1_234,
    ...changes,
  })

/** The steps of every point of a training of some updates, from an update on. */
function listSteps(updates: number, stepsPerUpdate: number, from = 0): number[] {
  const stepsPlanned = updates * stepsPerUpdate
  const curve = open({ stepsPlanned, stepsPerUpdate, stepsBefore: from * stepsPerUpdate })
  const steps: number[] = []
  for (let index = from + 1; index <= updates; index++) {
    const point = curve.observe({ ...update, steps: index * stepsPerUpdate })
    if (point !== undefined) steps.push(point.steps)
  }
  return steps
}

describe('a learning curve', () => {
  it('never has more than a thousand points, ends with the last update, and keeps its distances', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20_000 }), fc.integer({ min: 1, max: 512 }), (updates, size) => {
        const steps = listSteps(updates, size)
        expect(steps.length).toBeLessThanOrEqual(pointsMax)
        expect(steps.length).toBeGreaterThanOrEqual(Math.min(updates, pointsMax / 2))
        expect(steps.at(-1)).toBe(updates * size)
      }),
      { numRuns: 200 },
    )
  })

  it('has the same points when the training is interrupted anywhere', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 5_000 }), fc.nat({ max: 4_999 }), (updates, at) => {
        const whole = listSteps(updates, 64)
        const rest = listSteps(updates, 64, at % updates)
        expect(rest).toEqual(whole.slice(whole.length - rest.length))
      }),
      { numRuns: 100 },
    )
  })

  it('counts an update that passes the planned steps as the last', () => {
    const curve = open({ stepsPlanned: 100_000_100, stepsPerUpdate: 64 })
    expect(curve.observe({ ...update, steps: 64 })).toBeUndefined()
    expect(curve.observe({ ...update, steps: 100_000_128 })).toBeDefined()
  })

  it('gives the figures of the update, under the names of a point', () => {
    const { clipFraction, ...figures } = update
    const point = open().observe({ ...update, steps: 64 })
    expect(point).toEqual({
      ...figures,
      steps: 64,
      clipRatio: clipFraction,
      seconds: 0,
      stepsPerSecond: expect.any(Number),
      memoryBytes: 1_234,
    })
  })

  it('takes the time of earlier attempts into account, but not for the rate', () => {
    let ms = 5_000
    const curve = open({ secondsBefore: 30, stepsBefore: 640, now: () => ms })
    ms += 500
    expect(curve.observe({ ...update, steps: 704 })).toMatchObject({ seconds: 30.5, stepsPerSecond: 128 })
    ms += 250
    expect(curve.observe({ ...update, steps: 768 })).toMatchObject({ seconds: 30.75, stepsPerSecond: 256 })
  })

  it('takes the rate over all updates since the point before, also where points are left out', () => {
    let ms = 0
    const curve = open({ stepsPlanned: 64 * 4_000, now: () => ms })
    const points = Array.from({ length: 8 }, (_, index) => {
      ms += 100
      return curve.observe({ ...update, steps: (index + 1) * 64 })
    }).filter((point) => point !== undefined)
    expect(points.map(({ steps, stepsPerSecond }) => [steps, stepsPerSecond])).toEqual([
      [256, 640],
      [512, 640],
    ])
  })

  it('gives a finite rate even when the clock stands still', () => {
    expect(Number.isFinite(open().observe({ ...update, steps: 64 })?.stepsPerSecond)).toBe(true)
  })
})
