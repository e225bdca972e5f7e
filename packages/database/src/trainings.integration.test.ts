import { type Id, type TrainingPoint, trainingSchema } from '@tars/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { holdTraining, tinyConfiguration } from '../../../tests/harness/training.ts'
import { ensureAgent } from './agents.ts'
import { readLatestCheckpoint, storeCheckpoint } from './checkpoints.ts'
import { createId } from './id.ts'
import { storePolicy } from './policies.ts'
import {
  cancelTraining,
  completeTraining,
  failTraining,
  type Held,
  insertTraining,
  listTrainingPoints,
  listTrainings,
  type NewTraining,
  readTraining,
  readTrainingOrder,
  recordProgress,
  resumeTraining,
} from './trainings.ts'

let test: TestDatabase
let wanted: NewTraining
beforeAll(async () => {
  test = await createTestDatabase()
  wanted = await trainingFor('trainee')
})
afterAll(() => test.dispose())

async function trainingFor(agentName: string): Promise<NewTraining> {
  const agent = await ensureAgent(test.database, { name: agentName, environment: 'CartPole-v1' })
  return {
    agentId: agent.id,
    environment: 'CartPole-v1',
    algorithm: 'ppo',
    preset: 'default',
    seed: Number.MAX_SAFE_INTEGER,
    steps: 50_000,
    configuration: tinyConfiguration,
    evaluateEpisodes: 100,
    region: 'local',
    traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  }
}

async function begin(training = wanted): Promise<Held> {
  const { id } = await insertTraining(test.database, training)
  return holdTraining(test.database, id)
}

function pointAt(steps: number, returnMean = steps / 100): TrainingPoint {
  return {
    steps,
    seconds: 1.5,
    episodes: 3,
    returnMean,
    lengthMean: null,
    policyLoss: -0.01,
    valueLoss: 1 / 3,
    entropy: 0.69,
    approximateKl: 0.001,
    clipRatio: 0.1,
    explainedVariance: null,
    learningRate: 3e-4,
    stepsPerSecond: 10_000,
    memoryBytes: 1_000_000,
  }
}

async function storePolicyOf(trainingId: Id): Promise<Id> {
  const policy = {
    agentId: wanted.agentId,
    trainingId,
    environment: 'CartPole-v1',
    algorithm: 'ppo',
    steps: 50_000,
    returnMean: null,
    weightHash: 'a'.repeat(64),
    file: new Uint8Array([1]),
    region: 'local',
  }
  return test.database.transaction((sql) => storePolicy(sql, policy))
}

describe('a training', () => {
  it('is queued as it was asked for', async () => {
    const training = await insertTraining(test.database, wanted)
    const { evaluateEpisodes, region, traceparent, ...asked } = wanted
    expect(training).toMatchObject({
      ...asked,
      agent: 'trainee',
      state: 'queued',
      attempts: 0,
      progress: null,
    })
    expect(training.traceId).toBe('4bf92f3577b34da6a3ce929d0e0e4736')
    expect(trainingSchema.parse(training)).toEqual(training)
    expect(await readTrainingOrder(test.database, training.id)).toEqual({ traceparent, evaluateEpisodes })
    expect(region).toBe('local')
  })

  it('without a trace has none', async () => {
    expect(await insertTraining(test.database, { ...wanted, traceparent: null })).toMatchObject({
      traceId: null,
    })
  })

  it('that there is not is undefined', async () => {
    expect(await readTraining(test.database, createId())).toBeUndefined()
    expect(await readTrainingOrder(test.database, createId())).toBeUndefined()
    expect(await listTrainingPoints(test.database, createId())).toEqual([])
  })

  it.each([{ seed: -1 }, { steps: 0 }, { evaluateEpisodes: 10_001 }])('is refused with %j', async (wrong) => {
    await expect(insertTraining(test.database, { ...wanted, ...wrong })).rejects.toMatchObject({
      code: '23514',
    })
  })
})

describe('the progress of a training', () => {
  it('is its latest point, and its learning curve is all of them in order', async () => {
    const held = await begin()
    expect(await recordProgress(test.database, held, [pointAt(256), pointAt(1_024)])).toBe(true)
    expect(await recordProgress(test.database, held, [pointAt(512)])).toBe(true)
    expect((await readTraining(test.database, held.id))?.progress).toEqual(pointAt(512))
    expect(await listTrainingPoints(test.database, held.id)).toEqual(
      [256, 512, 1_024].map((steps) => pointAt(steps)),
    )
  })

  it('is the same when its points come a second time', async () => {
    const held = await begin()
    await recordProgress(test.database, held, [pointAt(1), pointAt(2)])
    await recordProgress(test.database, held, [pointAt(2), pointAt(3)])
    expect(await listTrainingPoints(test.database, held.id)).toEqual([1, 2, 3].map((steps) => pointAt(steps)))
  })

  it('stays when no point comes', async () => {
    const held = await begin()
    await recordProgress(test.database, held, [pointAt(1)])
    expect(await recordProgress(test.database, held, [])).toBe(true)
    expect((await readTraining(test.database, held.id))?.progress).toEqual(pointAt(1))
  })
})

describe('the lease of a training', () => {
  it('lets nothing land with another token', async () => {
    const held = await begin()
    const policyId = await storePolicyOf(held.id)
    await recordProgress(test.database, held, [pointAt(1)])
    await storeCheckpoint(test.database, held, 1, new Uint8Array([1]))
    const before = await readTraining(test.database, held.id)
    const lost = { id: held.id, token: createId() }
    expect(await recordProgress(test.database, lost, [pointAt(2)])).toBe(false)
    expect(await completeTraining(test.database, lost, { policyId, evaluationId: null })).toBe(false)
    expect(await failTraining(test.database, lost, 'late')).toBe(false)
    expect(await readTraining(test.database, held.id)).toEqual(before)
    expect(await listTrainingPoints(test.database, held.id)).toHaveLength(1)
    expect(await readLatestCheckpoint(test.database, held.id)).toBeDefined()
  })

  it('lets one end land, whichever comes first, and nothing after it', async () => {
    const held = await begin()
    const policyId = await storePolicyOf(held.id)
    const ends = await Promise.all([
      completeTraining(test.database, held, { policyId, evaluationId: null }),
      failTraining(test.database, held, 'late'),
      cancelTraining(test.database, held.id),
    ])
    expect(ends.filter((landed) => landed)).toHaveLength(1)
    expect(await recordProgress(test.database, held, [pointAt(9)])).toBe(false)
  })
})

describe('the end of a training', () => {
  async function beginWithCheckpoint(): Promise<Held> {
    const held = await begin()
    await storeCheckpoint(test.database, held, 1, new Uint8Array([1]))
    return held
  }

  it('with a policy names it', async () => {
    const held = await beginWithCheckpoint()
    const policyId = await storePolicyOf(held.id)
    expect(await completeTraining(test.database, held, { policyId, evaluationId: null })).toBe(true)
    const training = await readTraining(test.database, held.id)
    expect(training).toMatchObject({ state: 'completed', policyId, evaluationId: null, error: null })
    expect(training?.endedAt).not.toBeNull()
    expect(await readLatestCheckpoint(test.database, held.id)).toBeUndefined()
  })

  it('with an error tells it', async () => {
    const held = await beginWithCheckpoint()
    expect(await failTraining(test.database, held, 'It diverged.')).toBe(true)
    const training = await readTraining(test.database, held.id)
    expect(training).toMatchObject({ state: 'failed', error: 'It diverged.', policyId: null })
    expect(training?.endedAt).not.toBeNull()
    expect(await readLatestCheckpoint(test.database, held.id)).toMatchObject({ steps: 1 })
  })

  it('by cancelling takes the lease away', async () => {
    const held = await beginWithCheckpoint()
    expect(await cancelTraining(test.database, held.id)).toBe(true)
    expect(await readTraining(test.database, held.id)).toMatchObject({ state: 'cancelled' })
    expect(await recordProgress(test.database, held, [pointAt(1)])).toBe(false)
    expect(await storeCheckpoint(test.database, held, 2, new Uint8Array([2]))).toBe(false)
    expect(await readLatestCheckpoint(test.database, held.id)).toMatchObject({ steps: 1 })
  })

  it('before its policy keeps its latest checkpoint and no other', async () => {
    const held = await beginWithCheckpoint()
    await storeCheckpoint(test.database, held, 2, new Uint8Array([2]))
    await cancelTraining(test.database, held.id)
    const kept = await test.database.query('SELECT steps FROM checkpoints WHERE training_id = $1', [held.id])
    expect(kept).toEqual([{ steps: 2 }])
  })

  it('by cancelling needs a training that has not ended', async () => {
    const { id } = await insertTraining(test.database, wanted)
    expect(await cancelTraining(test.database, id)).toBe(true)
    expect(await cancelTraining(test.database, id)).toBe(false)
    expect(await cancelTraining(test.database, createId())).toBe(false)
  })
})

describe('the list of trainings', () => {
  it('is newest first and can be narrowed to an agent and a state', async () => {
    const training = await trainingFor('listed')
    const first = await insertTraining(test.database, training)
    const held = await begin(training)
    const last = await insertTraining(test.database, training)
    const idsOf = async (
      ...given: Parameters<typeof listTrainings> extends [unknown, ...infer R] ? R : never
    ) => (await listTrainings(test.database, ...given)).map(({ id }) => id)
    expect(await idsOf({}, { limit: 3 })).toEqual([last.id, held.id, first.id])
    expect(await idsOf({ agent: 'listed', state: 'running' }, { limit: 9 })).toEqual([held.id])
    expect(await idsOf({ agent: 'listed', state: 'queued' }, { limit: 9 })).toEqual([last.id, first.id])
    expect(await idsOf({ agent: 'listed' }, { limit: 9, before: held.id })).toEqual([first.id])
    expect(await idsOf({ agent: "x' OR true --" }, { limit: 9 })).toEqual([])
  })
})

describe('a training that is resumed', () => {
  it('waits with all its attempts, and its learning curve ends at its latest checkpoint', async () => {
    const held = await begin()
    await test.database.query('UPDATE trainings SET attempts = 5 WHERE id = $1', [held.id])
    await recordProgress(test.database, held, [pointAt(1), pointAt(2)])
    await storeCheckpoint(test.database, held, 2, new Uint8Array([2]))
    await recordProgress(test.database, held, [pointAt(3)])
    await failTraining(test.database, held, 'It stumbled.')
    expect(await resumeTraining(test.database, held.id)).toBe(true)
    const resumed = { state: 'queued', attempts: 0, error: null, endedAt: null, progress: pointAt(2) }
    expect(await readTraining(test.database, held.id)).toMatchObject(resumed)
    const points = await listTrainingPoints(test.database, held.id)
    expect(points.map(({ steps }) => steps)).toEqual([1, 2])
    expect(await recordProgress(test.database, held, [pointAt(9)])).toBe(false)
  })

  it('begins anew where no checkpoint is left', async () => {
    const held = await begin()
    await recordProgress(test.database, held, [pointAt(1)])
    await cancelTraining(test.database, held.id)
    expect(await resumeTraining(test.database, held.id)).toBe(true)
    expect(await readTraining(test.database, held.id)).toMatchObject({ state: 'queued', progress: null })
    expect(await listTrainingPoints(test.database, held.id)).toEqual([])
  })

  it('must have been cancelled or have failed', async () => {
    const held = await begin()
    expect(await resumeTraining(test.database, held.id)).toBe(false)
    const policyId = await storePolicyOf(held.id)
    await completeTraining(test.database, held, { policyId, evaluationId: null })
    expect(await resumeTraining(test.database, held.id)).toBe(false)
    expect(await resumeTraining(test.database, createId())).toBe(false)
  })
})
