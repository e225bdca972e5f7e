import type { PpoConfiguration } from './configuration.ts'

/** A named, tried set of hyper-parameters for one environment. */
export type Preset = {
  readonly name: string
  /** Environment steps to train for. */
  readonly steps: number
  /** Fields left out are `defaultConfiguration`'s. */
  readonly configuration: Partial<PpoConfiguration>
}

const presets: Readonly<Record<string, readonly [Preset, ...Preset[]]>> = {
  'CartPole-v1': [
    {
      name: 'quick',
      steps: 196_608,
      configuration: {
        environments: 64,
        rolloutSteps: 32,
        batchSize: 256,
        epochs: 4,
        gaeLambda: 0.8,
        gamma: 0.98,
        learningRate: 2e-3,
        learningRateSchedule: 'linear',
        clipRangeSchedule: 'linear',
      },
    },
    {
      name: 'zoo',
      steps: 100_000,
      configuration: {
        environments: 8,
        rolloutSteps: 32,
        batchSize: 256,
        epochs: 20,
        gaeLambda: 0.8,
        gamma: 0.98,
        learningRate: 1e-3,
        learningRateSchedule: 'linear',
        clipRange: 0.2,
        clipRangeSchedule: 'linear',
        entropyCoefficient: 0,
      },
    },
  ],
}

/** The presets of an environment, the default first; empty when it has none. */
export function listPresets(environmentId: string): readonly Preset[] {
  return Object.hasOwn(presets, environmentId) ? presets[environmentId]! : []
}

/** The preset to train with when nobody names one; undefined when the environment has none. */
export function defaultPreset(environmentId: string): Preset | undefined {
  return listPresets(environmentId)[0]
}
