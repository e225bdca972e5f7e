import { describe, expect, it } from 'vitest'
import { listProblems } from './problem.ts'
import { type PpoConfiguration, ppoConfigurationSchema, trainingRequestSchema } from './training.ts'

const configuration: PpoConfiguration = {
  learningRate: 3e-4,
  learningRateSchedule: 'constant',
  gamma: 0.99,
  gaeLambda: 0.95,
  clipRange: 0.2,
  clipRangeSchedule: 'linear',
  valueClipRange: null,
  entropyCoefficient: 0,
  valueCoefficient: 0.5,
  maxGradientNorm: 0.5,
  epochs: 4,
  batchSize: 64,
  rolloutSteps: 128,
  environments: 8,
  targetKl: null,
  hiddenSizes: [64, 64],
  normalizeAdvantage: true,
}

function refusedFields(schema: typeof ppoConfigurationSchema | typeof trainingRequestSchema, value: unknown) {
  const { error } = schema.safeParse(value)
  return error === undefined ? [] : listProblems(error).map(({ path }) => path)
}

describe('the hyper-parameters of PPO', () => {
  it('are accepted as a usual configuration has them', () => {
    expect(ppoConfigurationSchema.parse(configuration)).toEqual(configuration)
  })

  const bounds: [keyof PpoConfiguration, number, number][] = [
    ['learningRate', 1e-6, 0.1],
    ['gamma', 0.9, 0.9999],
    ['gaeLambda', 0.8, 0.999],
    ['clipRange', 0.05, 0.5],
    ['valueClipRange', 0.05, 0.5],
    ['entropyCoefficient', 0, 0.5],
    ['valueCoefficient', 0.01, 10],
    ['maxGradientNorm', 0.01, 100],
    ['epochs', 1, 100],
    ['batchSize', 8, 2048],
    ['rolloutSteps', 1, 10_000],
    ['environments', 1, 256],
    ['targetKl', 0.001, 1],
  ]
  it.each(bounds)('%s reach from %d to %d and are refused by name beyond', (name, minimum, maximum) => {
    const refused = (value: number) =>
      refusedFields(ppoConfigurationSchema, { ...configuration, [name]: value })
    expect(refused(minimum)).toEqual([])
    expect(refused(maximum)).toEqual([])
    const beyond = Number.isInteger(minimum) && minimum > 0 ? 1 : maximum * 1e-6 + minimum * 1e-6
    for (const value of [minimum - beyond, maximum + beyond, Number.NaN, Infinity]) {
      expect(refused(value)).toEqual([name])
    }
  })

  it('bound the layers and their sizes', () => {
    const refused = (hiddenSizes: number[]) =>
      refusedFields(ppoConfigurationSchema, { ...configuration, hiddenSizes })
    for (const sizes of [[16], [1024, 16, 64]]) expect(refused(sizes)).toEqual([])
    expect(refused([])).toEqual(['hiddenSizes'])
    expect(refused([64, 64, 64, 64])).toEqual(['hiddenSizes'])
    expect(refused([64, 15])).toEqual(['hiddenSizes.1'])
    expect(refused([1025, 64.5])).toEqual(['hiddenSizes.0', 'hiddenSizes.1'])
  })

  it('are told all at once', () => {
    const wrong = {
      ...configuration,
      gamma: 2,
      epochs: 0,
      learningRateSchedule: 'cosine',
      normalizeAdvantage: 1,
    }
    const names = ['epochs', 'gamma', 'learningRateSchedule', 'normalizeAdvantage']
    expect(refusedFields(ppoConfigurationSchema, wrong).sort()).toEqual(names)
  })
})

describe('a request to train', () => {
  const environment = 'CartPole-v1'

  it('needs nothing but an environment', () => {
    expect(trainingRequestSchema.parse({ environment })).toEqual({ environment, algorithm: 'ppo', seed: 0 })
    expect(refusedFields(trainingRequestSchema, {})).toEqual(['environment'])
  })

  it('takes overrides of the preset one by one, and refuses them by name', () => {
    const overrides = (given: unknown) =>
      refusedFields(trainingRequestSchema, { environment, configuration: given })
    expect(overrides({ gamma: 0.95 })).toEqual([])
    expect(overrides({ gamma: 0.5 })).toEqual(['configuration.gamma'])
    const { error } = trainingRequestSchema.safeParse({ environment, configuration: { gama: 0.95 } })
    expect(error && listProblems(error)).toEqual([{ path: 'configuration', message: 'unknown: gama' }])
  })

  it('bounds seed, steps and episodes', () => {
    const wrong = {
      environment,
      seed: -1,
      steps: 1_000_000_001,
      evaluate: 10_001,
      agent: 'no spaces',
      preset: '',
    }
    expect(refusedFields(trainingRequestSchema, wrong).sort()).toEqual([
      'agent',
      'evaluate',
      'preset',
      'seed',
      'steps',
    ])
  })
})
