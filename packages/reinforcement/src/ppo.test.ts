import { describe, expect, it } from 'vitest'
import { cartPole } from './cart-pole.ts'
import type { PpoConfiguration } from './configuration.ts'
import { policyWeights } from './policy.ts'
import { createTrainer, resumeTrainer, type Trainer } from './ppo.ts'

const small: Partial<PpoConfiguration> = {
  environments: 4,
  rolloutSteps: 64,
  batchSize: 60,
  epochs: 2,
  hiddenSizes: [16, 16],
  learningRate: 1e-3,
  learningRateSchedule: 'linear',
}

function trainer(
  fields: Partial<PpoConfiguration> = {},
  seed: number | bigint = 7,
  steps = 256 * 8,
): Trainer {
  return createTrainer({ environment: cartPole, configuration: { ...small, ...fields }, seed, steps })
}

function weightsAfter(training: Trainer, updates: number): Uint8Array {
  for (let i = 0; i < updates; i++) training.update()
  return policyWeights(training.policy())
}

describe('a PPO trainer', () => {
  it('gives the same bytes from the same seed and others from another', () => {
    const weights = weightsAfter(trainer(), 8)
    expect(weightsAfter(trainer(), 8)).toEqual(weights)
    expect(weightsAfter(trainer({}, 8), 8)).not.toEqual(weights)
    expect(weightsAfter(trainer({}, 2n ** 80n), 8)).not.toEqual(weights)
  })

  it('goes on from a checkpoint bit by bit as if it had never stopped', () => {
    const whole = trainer()
    const halved = trainer()
    for (let i = 0; i < 4; i++) {
      whole.update()
      halved.update()
    }
    const resumed = resumeTrainer(halved.snapshot())
    expect(resumed.steps).toBe(halved.steps)
    for (let i = 0; i < 4; i++) expect(resumed.update()).toEqual(whole.update())
    expect(policyWeights(resumed.policy())).toEqual(policyWeights(whole.policy()))
    expect(resumed.snapshot()).toEqual(whole.snapshot())
    expect([resumed.done, resumed.seed, resumed.stepsPlanned]).toEqual([true, 7, 2048])
  })

  it('is not changed by a snapshot or a look at its policy', () => {
    const watched = trainer()
    watched.update()
    watched.snapshot()
    const before = watched.policy()
    const kept = policyWeights(before).slice()
    const weights = weightsAfter(watched, 1)
    expect(weights).toEqual(weightsAfter(trainer(), 2))
    expect(policyWeights(before)).toEqual(kept)
    expect(weights).not.toEqual(kept)
  })

  it('counts steps and episodes and reports sane statistics', () => {
    const training = trainer()
    const update = training.update()
    expect(update.steps).toBe(256)
    expect(update.episodes).toBeGreaterThan(3)
    expect(update.returnMean).toBe(update.lengthMean)
    expect(update.returnMean).toBeGreaterThan(8)
    expect(update.entropy).toBeGreaterThan(0.6)
    expect(update.entropy).toBeLessThanOrEqual(Math.LN2 + 1e-6)
    expect(update.approximateKl).toBeGreaterThanOrEqual(0)
    expect(update.explainedVariance).toBeLessThanOrEqual(1)
    expect(update.learningRate).toBe(1e-3)
    expect(training.update().learningRate).toBeCloseTo(1e-3 * (7 / 8), 12)
  })

  it('is done when the planned steps are, and then refuses more', () => {
    const training = trainer({}, 0, 300)
    training.update()
    expect(training.done).toBe(false)
    training.update()
    expect([training.done, training.steps]).toEqual([true, 512])
    expect(() => training.update()).toThrow(/done/)
  })

  it('keeps its whole memory in one arena of a size told beforehand', () => {
    const training = trainer()
    const bytes = training.memoryBytes
    weightsAfter(training, 8)
    expect(training.memoryBytes).toBe(bytes)
    expect(bytes).toBeLessThan(200_000)
  })

  it('refuses a plan without steps and a configuration too large for its memory', () => {
    for (const steps of [0, -1, 1.5]) expect(() => trainer({}, 0, steps)).toThrow(/steps/)
    expect(() => trainer({ environments: 2 ** 20, rolloutSteps: 2 ** 20 })).toThrow(/bytes of memory/)
  })
})
