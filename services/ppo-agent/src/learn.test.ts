import { parsePolicy, policyWeights } from '@tars/reinforcement'
import { describe, expect, it } from 'vitest'
import { tinyConfiguration } from '../../../tests/harness/training.ts'
import { learn } from './learn.ts'
import type { TrainMessage, TrainOrder } from './train-message.ts'

const hourMs = 3_600_000

function run(changes: Partial<TrainOrder> = {}, onMessage?: (message: TrainMessage) => void): TrainMessage[] {
  const messages: TrainMessage[] = []
  learn(
    {
      environment: 'CartPole-v1',
      configuration: tinyConfiguration,
      seed: 3,
      steps: 1_024,
      checkpoint: null,
      secondsBefore: 0,
      checkpointEveryMs: hourMs,
      stop: new Int32Array(new SharedArrayBuffer(4)),
      ...changes,
    },
    (message) => {
      messages.push(message)
      onMessage?.(message)
    },
  )
  return messages
}

function find<Kind extends TrainMessage['kind']>(messages: TrainMessage[], kind: Kind) {
  return messages.filter((message): message is Extract<TrainMessage, { kind: Kind }> => message.kind === kind)
}

const stepsOf = (messages: TrainMessage[]) =>
  find(messages, 'points').flatMap(({ points }) => points.map(({ steps }) => steps))

describe('learning', () => {
  it('ends with a policy of the weights that it tells of', () => {
    const messages = run()
    const end = messages.at(-1)
    if (end?.kind !== 'completed') throw new Error('The training did not complete.')
    expect(end.steps).toBe(1_024)
    expect(end.returnMean).toBeGreaterThan(0)
    const { policy, origin } = parsePolicy(end.policyFile)
    expect(Buffer.from(policyWeights(policy)).equals(end.weights)).toBe(true)
    expect(origin).toEqual({ configuration: tinyConfiguration, steps: 1_024, seed: 3, parent: null })
  })

  it('tells every point of a short learning curve, in order, once', () => {
    expect(stepsOf(run())).toEqual(Array.from({ length: 16 }, (_, index) => (index + 1) * 64))
  })

  it('gives the same weights for the same order, and others for another seed', () => {
    const weights = (seed: number) => find(run({ seed }), 'completed')[0]?.weights
    expect(weights(3)).toEqual(weights(3))
    expect(weights(4)).not.toEqual(weights(3))
  })

  it('goes on from any checkpoint as if it had never been interrupted', () => {
    const whole = run({ checkpointEveryMs: 0 })
    const checkpoints = find(whole, 'checkpoint')
    // None after the last update: there would be nothing to go on with.
    expect(checkpoints.map(({ steps }) => steps)).toEqual(Array.from({ length: 15 }, (_, i) => (i + 1) * 64))
    for (const at of [0, 7, 14]) {
      const { steps, file } = checkpoints[at]!
      const rest = run({ checkpoint: file, secondsBefore: 9 })
      expect(rest.at(-1)).toEqual(whole.at(-1))
      expect(stepsOf(rest)).toEqual(stepsOf(whole).filter((point) => point > steps))
      expect(find(rest, 'points')[0]?.points[0]?.seconds).toBeGreaterThan(9)
    }
  })

  it('tells every point before the checkpoint that passes it', () => {
    const told: number[] = []
    for (const message of run({ checkpointEveryMs: 0 })) {
      if (message.kind === 'points') told.push(...message.points.map(({ steps }) => steps))
      if (message.kind === 'checkpoint') expect(told.at(-1)).toBe(message.steps)
    }
    expect(told).toHaveLength(16)
  })

  it('stops after the update at hand when it is asked to, with its points and a checkpoint', () => {
    const stop = new Int32Array(new SharedArrayBuffer(4))
    stop[0] = 1
    const messages = run({ stop })
    expect(messages.map(({ kind }) => kind)).toEqual(['points', 'checkpoint', 'stopped'])
    expect(stepsOf(messages)).toEqual([64])
    expect(find(messages, 'checkpoint')[0]?.steps).toBe(64)
  })

  it('completes when it is asked to stop in its last update', () => {
    const stop = new Int32Array(new SharedArrayBuffer(4))
    stop[0] = 1
    expect(run({ stop, steps: 64 }).map(({ kind }) => kind)).toEqual(['points', 'completed'])
  })

  it('plays on to the end of the last rollout when the steps do not fill it', () => {
    expect(run({ steps: 100 }).at(-1)).toMatchObject({ kind: 'completed', steps: 128 })
  })

  it.each([
    ['an unknown environment', { environment: 'Pong-v5' }, 'The environment Pong-v5 is not known here.'],
    [
      'a batch that is larger than a rollout',
      { configuration: { ...tinyConfiguration, batchSize: 2_048 } },
      'batchSize 2048 is larger than a rollout of 64 steps',
    ],
    ['a checkpoint that is broken', { checkpoint: new Uint8Array(100) }, 'not a safetensors file'],
  ])('fails at once with %s, and says so', (_, changes, error) => {
    expect(run(changes)).toEqual([{ kind: 'failed', error: expect.stringContaining(error) }])
  })

  it('fails when its numbers are no longer numbers', () => {
    const configuration = { ...tinyConfiguration, learningRate: 1e38, maxGradientNorm: 1e38 }
    const messages = run({ configuration })
    expect(messages.at(-1)).toEqual({
      kind: 'failed',
      error: expect.stringMatching(/^The loss is no longer a number after \d+ steps\.$/),
    })
    expect(find(messages, 'completed')).toEqual([])
  })

  it('lets an error through that is no fault of the order', () => {
    const broken = () => {
      throw new Error('nobody listens')
    }
    expect(() => run({}, broken)).toThrow('nobody listens')
  })
})
