import { trainingRequestSchema } from '@tars/contracts'
import { defaultConfiguration } from '@tars/reinforcement'
import { describe, expect, it } from 'vitest'
import { resolveTraining } from './resolve-training.ts'

const presets = [
  { name: 'quick', steps: 1_000, configuration: { environments: 4, batchSize: 256, learningRate: 0.01 } },
  { name: 'slow', steps: 9_000, configuration: {} },
]
const catalogue = { observationSize: 4, actions: 2, presets }

function resolve(fields: object, known: Parameters<typeof resolveTraining>[1] = catalogue) {
  return resolveTraining(trainingRequestSchema.parse({ environment: 'CartPole-v1', ...fields }), known)
}

function problemsOf(fields: object, known?: Parameters<typeof resolveTraining>[1]) {
  try {
    resolve(fields, known)
  } catch (error) {
    return (error as { problems: unknown }).problems
  }
  throw new Error('nothing was refused')
}

describe('resolveTraining', () => {
  it("takes the environment's first preset over the defaults when none is named", () => {
    expect(resolve({})).toEqual({
      agent: 'ppo-cartpole-v1',
      preset: 'quick',
      steps: 1_000,
      configuration: { ...defaultConfiguration, environments: 4, batchSize: 256, learningRate: 0.01 },
    })
  })

  it('puts what is asked for above the preset, and keeps null where null is asked for', () => {
    const asked = { preset: 'slow', steps: 5, agent: 'mine', configuration: { gamma: 0.95, targetKl: null } }
    expect(resolve(asked)).toMatchObject({
      agent: 'mine',
      preset: 'slow',
      steps: 5,
      configuration: { ...defaultConfiguration, gamma: 0.95, targetKl: null },
    })
  })

  it('trains an environment without presets from the defaults when the steps are stated', () => {
    const known = { ...catalogue, presets: [] }
    expect(resolve({ steps: 10 }, known)).toMatchObject({
      preset: null,
      steps: 10,
      configuration: defaultConfiguration,
    })
    expect(problemsOf({}, known)).toEqual([
      { path: 'steps', message: 'is needed, since no preset states it' },
    ])
    expect(problemsOf({ steps: 1, preset: 'x' }, known)).toEqual([
      { path: 'preset', message: 'there are none for this environment' },
    ])
  })

  it('names the presets there are, together with every other problem', () => {
    expect(
      problemsOf({ preset: 'zoo', steps: 1, configuration: { rolloutSteps: 1, batchSize: 512 } }),
    ).toEqual([
      { path: 'preset', message: 'must be one of quick, slow' },
      {
        path: 'configuration.batchSize',
        message: 'must be at most 1, the steps of a rollout (rolloutSteps × environments)',
      },
    ])
  })

  it('refuses a rollout that does not fit into memory', () => {
    const configuration = { rolloutSteps: 10_000, environments: 256 }
    expect(() => resolve({ configuration })).not.toThrow()
    expect(problemsOf({ configuration }, { ...catalogue, observationSize: 100 })).toEqual([
      {
        path: 'configuration.rolloutSteps',
        message: 'times environments needs 1108480000 bytes of memory; the most is 268435456',
      },
    ])
  })

  it('refuses an update that would last for hours, and says what to lower', () => {
    const endless = { rolloutSteps: 10_000, environments: 256, epochs: 100, batchSize: 8 }
    const configuration = { ...endless, hiddenSizes: [1024, 1024, 1024] }
    expect(problemsOf({ configuration })).toEqual([
      {
        path: 'configuration.epochs',
        message:
          'times rolloutSteps, environments and the weights of hiddenSizes makes one update of 3.2e+15 multiply-adds; ' +
          'the most is 2.0e+12, so lower one of them',
      },
    ])
    const large = { rolloutSteps: 2_048, environments: 32, epochs: 10, hiddenSizes: [512, 512] }
    expect(() => resolve({ configuration: large })).not.toThrow()
  })

  it('refuses a preset whose values are out of range, by name', () => {
    const broken = [{ name: 'broken', steps: 1, configuration: { gamma: 2 } }]
    expect(problemsOf({}, { ...catalogue, presets: broken })).toEqual([
      { path: 'configuration.gamma', message: 'must be at most 0.9999' },
    ])
  })
})
