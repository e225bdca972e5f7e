import type { Client, Evaluation, Training } from '@tars/contracts'
import { readLatestCheckpoint } from '@tars/database'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServices, type TestServices } from '../harness/services.ts'
import { waitUntil } from '../harness/wait-until.ts'

describe('what was cancelled and is resumed', () => {
  let services: TestServices
  let client: Client
  let undisturbed: Training

  beforeAll(async () => {
    services = await startServices({ TARS_CHECKPOINT_SECONDS: '0.1' })
    client = await services.client('developer')
    undisturbed = await end(await train())
  })

  afterAll(() => services[Symbol.asyncDispose]())

  const train = () =>
    client.call('trainings.create', {
      body: { environment: 'CartPole-v1', agent: 'resumed', seed: 5, steps: 20_480 },
    })
  const read = ({ id }: { id: string }) => client.call('trainings.read', { params: { id } })
  const readEvaluation = ({ id }: { id: string }) => client.call('evaluations.read', { params: { id } })

  async function end(training: Training): Promise<Training> {
    await waitUntil(async () => (await read(training)).state === 'completed', 60_000)
    return read(training)
  }

  async function readWeights({ policyId }: Training): Promise<string> {
    return (await client.call('policies.read', { params: { id: policyId ?? '' } })).weightHash
  }

  async function evaluate(): Promise<Evaluation> {
    const body = { policy: undisturbed.policyId ?? '', episodes: 2_000, seed: 11 }
    return client.call('evaluations.create', { body })
  }

  async function judged(evaluation: Evaluation): Promise<Evaluation> {
    await waitUntil(async () => (await readEvaluation(evaluation)).state === 'judged', 60_000)
    return readEvaluation(evaluation)
  }

  it('is a training with the very weights of one that nobody disturbed', async () => {
    const training = await train()
    await waitUntil(
      async () => (await readLatestCheckpoint(services.test.database, training.id)) !== undefined,
    )
    const params = { id: training.id }
    const cancelled = await client.call('trainings.cancel', { params })
    expect(cancelled).toMatchObject({ state: 'cancelled', policyId: null })
    expect(await client.call('trainings.resume', { params })).toMatchObject({
      state: 'queued',
      endedAt: null,
    })
    const resumed = await end(training)
    expect(await readWeights(resumed)).toBe(await readWeights(undisturbed))
    const pointsOf = async ({ id }: Training) =>
      (await client.call('trainings.points', { params: { id } })).items.map(({ steps, returnMean }) => ({
        steps,
        returnMean,
      }))
    expect(await pointsOf(resumed)).toEqual(await pointsOf(undisturbed))
  })

  it('is an evaluation with the very returns of one that nobody disturbed', async () => {
    const evaluation = await evaluate()
    await waitUntil(async () => (await readEvaluation(evaluation)).episodesDone > 0)
    const params = { id: evaluation.id }
    const { episodesDone, episodesTotal } = await client.call('evaluations.cancel', { params })
    expect(episodesDone).toBeLessThan(episodesTotal)
    const resumed = await client.call('evaluations.resume', { params })
    expect(resumed).toMatchObject({ state: 'running', episodesDone })
    const [one, other] = await Promise.all([judged(evaluation), judged(await evaluate())])
    expect(one.receipt).toEqual(other.receipt)
    expect(one.comparison).toEqual(other.comparison)
  })
})
