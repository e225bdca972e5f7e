import { createHash } from 'node:crypto'
import { TarsError, type Training } from '@tars/contracts'
import {
  cancelTraining,
  type Database,
  listTrainingPoints,
  type NewTraining,
  readEvaluation,
  readLatestCheckpoint,
  readPolicy,
  readPolicyFile,
  readTraining,
  resumeTraining,
} from '@tars/database'
import { claim, type Lease } from '@tars/events'
import { createTrainer, findEnvironment, parsePolicy, policyWeights } from '@tars/reinforcement'
import { startTelemetry, type Telemetry } from '@tars/telemetry'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { addTraining, tinyConfiguration } from '../../../tests/harness/training.ts'
import { waitUntil } from '../../../tests/harness/wait-until.ts'
import { configSchema } from './config.ts'
import { createTrainerMemory } from './memory.ts'
import { train } from './train.ts'

const traceId = '0af7651916cd43dd8448eb211c80319c'
/** Long enough to be interrupted, with a point of the learning curve every 20,000 steps. */
const long = { steps: 20_000_000 }

/** One update of it takes minutes. */
const endless: Partial<NewTraining> = {
  steps: 1_000_000,
  configuration: {
    ...tinyConfiguration,
    epochs: 100,
    batchSize: 8,
    rolloutSteps: 1_000,
    environments: 16,
    hiddenSizes: [512, 512],
  },
}

/** The weights of the training that `addTraining` queues, trained here without any thread or database. */
function hashOfWeights({ seed = 1, steps = 2_048 } = {}): string {
  const environment = findEnvironment('CartPole-v1')!
  const trainer = createTrainer({ environment, configuration: tinyConfiguration, seed, steps })
  while (!trainer.done) trainer.update()
  return createHash('sha256').update(policyWeights(trainer.policy())).digest('hex')
}

describe('training', () => {
  let test: TestDatabase
  let database: Database
  let telemetry: Telemetry
  beforeAll(async () => {
    test = await createTestDatabase()
    database = test.database
  })
  afterAll(() => test.dispose())
  beforeEach(async () => {
    await database.query('TRUNCATE agents, outbox CASCADE')
    telemetry = startTelemetry({ TARS_VERSION: 'test', TARS_LOG_LEVEL: 'silent' }, 'test')
  })

  const take = async (changes: Partial<NewTraining> = {}): Promise<Lease> => {
    await addTraining(database, changes)
    return takeAgain()
  }
  const takeAgain = async (): Promise<Lease> => {
    const lease = await claim(database, 'trainings', { owner: 'test', leaseMs: 60_000 })
    if (lease === undefined) throw new Error('There is no training to claim.')
    return lease
  }
  const attempt = (
    lease: Lease,
    signal = new AbortController().signal,
    store: Database = database,
    stopGraceMs = 10_000,
  ) => {
    const config = configSchema.parse({
      TARS_DATABASE_URL: test.url,
      TARS_CHECKPOINT_SECONDS: 0.1,
      TARS_REGION: 'north',
    })
    const memory = createTrainerMemory(telemetry.metrics)
    return train({ database: store, ...telemetry, config, memory, stopGraceMs }, lease, signal)
  }
  const read = async ({ id }: { id: string }) => (await readTraining(database, id)) as Training
  const countPolicies = async () => (await database.query('SELECT id FROM policies')).length
  const listEvents = () =>
    database.query<{ kind: string; data: Record<string, unknown>; traceparent: string; region: string }>(
      'SELECT kind, data, traceparent, region FROM outbox ORDER BY id',
    )
  const readMetric = async (name: string) =>
    Number(new RegExp(`^${name}\\{.* (\\d+)$`, 'm').exec(await telemetry.metrics.render())?.[1] ?? Number.NaN)

  it('ends with a policy of the weights that the same training has anywhere', async () => {
    const lease = await take()
    expect(await attempt(lease)).toBe('completed')
    const training = await read(lease)
    expect(training).toMatchObject({ state: 'completed', error: null, evaluationId: null })
    const policy = await readPolicy(database, training.policyId ?? '')
    expect(policy).toMatchObject({
      agent: 'cartpole',
      version: 1,
      trainingId: lease.id,
      steps: 2_048,
      weightHash: hashOfWeights(),
      returnMean: training.progress?.returnMean,
    })
    const file = parsePolicy((await readPolicyFile(database, training.policyId ?? ''))!)
    const weights = createHash('sha256').update(policyWeights(file.policy)).digest('hex')
    expect(weights).toBe(policy?.weightHash)
    expect(await readLatestCheckpoint(database, lease.id)).toBeUndefined()
  })

  it('lands its learning curve and says how it goes, in the trace of the request', async () => {
    const lease = await take({ traceparent: `00-${traceId}-b7ad6b7169203331-01` })
    await attempt(lease)
    const points = await listTrainingPoints(database, lease.id)
    expect(points.map(({ steps }) => steps)).toEqual(Array.from({ length: 32 }, (_, i) => (i + 1) * 64))
    expect((await read(lease)).progress).toEqual(points.at(-1))
    const events = await listEvents()
    const kinds = events.map(({ kind }) => kind)
    expect([kinds[0], kinds.at(-1)]).toEqual(['training.started', 'training.completed'])
    expect(new Set(kinds.slice(1, -1))).toEqual(new Set(['training.progressed']))
    const told = events.slice(1, -1).flatMap(({ data }) => data.points)
    expect(told).toEqual(points)
    for (const { traceparent, region, data } of events) {
      expect(traceparent).toContain(traceId)
      expect(region).toBe('north')
      expect(data).toMatchObject({ training: lease.id, agent: 'cartpole', environment: 'CartPole-v1' })
    }
    expect(await readMetric('tars_training_steps_total')).toBe(2_048)
    expect(await readMetric('tars_trainer_memory_bytes')).toBe(0)
  })

  it('requests the evaluation that was asked for together with the training', async () => {
    const lease = await take({ evaluateEpisodes: 30 })
    await attempt(lease)
    const { evaluationId, policyId } = await read(lease)
    expect(await readEvaluation(database, evaluationId ?? '')).toMatchObject({
      policyId,
      episodes: 30,
      mode: 'deterministic',
      state: 'queued',
      baseline: { kind: 'random' },
    })
    const events = await listEvents()
    expect(events.slice(-2)).toMatchObject([
      { kind: 'evaluation.requested', data: { evaluation: evaluationId, policy: policyId, episodes: 30 } },
      { kind: 'training.completed', data: { evaluation: evaluationId, policy: policyId } },
    ])
  })

  it('is given back with a checkpoint when it is asked to stop, and ends as if it had not been', async () => {
    const first = await take()
    expect(await attempt(first, AbortSignal.abort())).toBe('stopped')
    expect(await read(first)).toMatchObject({ state: 'queued', attempts: 0, policyId: null })
    expect((await readLatestCheckpoint(database, first.id))?.steps).toBe(64)
    expect(await attempt(await takeAgain(), AbortSignal.abort())).toBe('stopped')
    expect((await readLatestCheckpoint(database, first.id))?.steps).toBe(128)
    expect(await attempt(await takeAgain())).toBe('completed')
    const { policyId } = await read(first)
    expect((await readPolicy(database, policyId ?? ''))?.weightHash).toBe(hashOfWeights())
    const points = await listTrainingPoints(database, first.id)
    expect(points.map(({ steps }) => steps)).toEqual(Array.from({ length: 32 }, (_, i) => (i + 1) * 64))
    const seconds = points.map((point) => point.seconds)
    expect(seconds).toEqual(seconds.toSorted((a, b) => a - b))
    expect(await readMetric('tars_training_steps_total')).toBe(2_048)
  })

  it('stops in the middle of its work', async () => {
    const lease = await take(long)
    const stopping = new AbortController()
    const outcome = attempt(lease, stopping.signal)
    await waitUntil(async () => (await read(lease)).progress !== null)
    stopping.abort()
    expect(await outcome).toBe('stopped')
    const { progress, state } = await read(lease)
    expect(state).toBe('queued')
    expect((await readLatestCheckpoint(database, lease.id))?.steps).toBeGreaterThanOrEqual(
      progress?.steps ?? 0,
    )
  })

  it('is ended within an update that outlasts its grace, and given back as it was', async () => {
    const lease = await take(endless)
    const stopping = new AbortController()
    const outcome = attempt(lease, stopping.signal, database, 200)
    await waitUntil(async () => (await listEvents()).length > 0)
    const askedMs = performance.now()
    stopping.abort()
    expect(await outcome).toBe('stopped')
    expect(performance.now() - askedMs).toBeGreaterThan(150)
    expect(await read(lease)).toMatchObject({ state: 'queued', attempts: 0, error: null })
    expect(await readLatestCheckpoint(database, lease.id)).toBeUndefined()
  })

  it('frees its slot within an update that outlasts its grace when it is cancelled', async () => {
    const lease = await take(endless)
    const lost = new AbortController()
    const outcome = attempt(lease, lost.signal, database, 200)
    await waitUntil(async () => (await listEvents()).length > 0)
    expect(await database.transaction((sql) => cancelTraining(sql, lease.id))).toBe(true)
    lost.abort()
    expect(await outcome).toBe('lost')
    expect(await read(lease)).toMatchObject({ state: 'cancelled', policyId: null, progress: null })
  })

  it('lands nothing any more when it is cancelled', async () => {
    const lease = await take(long)
    const outcome = attempt(lease)
    await waitUntil(async () => (await readLatestCheckpoint(database, lease.id)) !== undefined)
    expect(await database.transaction((sql) => cancelTraining(sql, lease.id))).toBe(true)
    const { progress } = await read(lease)
    expect(await outcome).toBe('lost')
    expect(await read(lease)).toMatchObject({ state: 'cancelled', policyId: null, progress })
    expect(await countPolicies()).toBe(0)
  })

  it('that is resumed after it was cancelled ends with the weights and the curve of an undisturbed one', async () => {
    const steps = 200_000
    const lease = await take({ steps })
    const outcome = attempt(lease)
    await waitUntil(async () => (await readLatestCheckpoint(database, lease.id)) !== undefined)
    expect(await database.transaction((sql) => cancelTraining(sql, lease.id))).toBe(true)
    expect(await outcome).toBe('lost')
    const kept = (await readLatestCheckpoint(database, lease.id))?.steps ?? 0
    expect(kept).toBeGreaterThan(0)
    expect(await database.transaction((sql) => resumeTraining(sql, lease.id))).toBe(true)
    expect((await read(lease)).progress?.steps ?? 0).toBeLessThanOrEqual(kept)
    expect(await attempt(await takeAgain())).toBe('completed')
    const { policyId } = await read(lease)
    expect((await readPolicy(database, policyId ?? ''))?.weightHash).toBe(hashOfWeights({ steps }))
    const resumed = await listTrainingPoints(database, lease.id)
    const undisturbed = await take({ steps })
    expect(await attempt(undisturbed)).toBe('completed')
    const curveOf = (points: typeof resumed) => points.map((point) => [point.steps, point.returnMean])
    expect(curveOf(resumed)).toEqual(curveOf(await listTrainingPoints(database, undisturbed.id)))
  })

  it('fails for good when what is asked is impossible', async () => {
    const configuration = { ...tinyConfiguration, batchSize: 2_048 }
    const lease = await take({ configuration, evaluateEpisodes: 10 })
    expect(await attempt(lease)).toBe('failed')
    const error = 'batchSize 2048 is larger than a rollout of 64 steps'
    expect(await read(lease)).toMatchObject({ state: 'failed', error, policyId: null, evaluationId: null })
    expect((await listEvents()).at(-1)).toMatchObject({ kind: 'training.failed', data: { error } })
    expect(await claim(database, 'trainings', { owner: 'test', leaseMs: 1_000 })).toBeUndefined()
  })

  it('outlasts outages of the database in its one thread, and ends with the same weights', async () => {
    const lease = await take()
    const outage = new TarsError('DATABASE_UNAVAILABLE', 'The database cannot be reached.')
    let transactions = 0
    const asked = new Set<string>()
    const shaky: Database = {
      ...database,
      // Every reading is refused at first.
      query: async (text, values) => {
        if (asked.has(text) || !/FROM (trainings|checkpoints)/.test(text)) return database.query(text, values)
        asked.add(text)
        throw outage
      },
      // Every other landing is refused; of those that are done, every other answer is lost.
      async transaction(work) {
        const turn = transactions++
        if (turn % 2 === 0) throw outage
        const result = await database.transaction(work)
        if (turn % 4 === 1) throw outage
        return result
      },
    }
    // Where only the answer is lost, the next try finds the training ended.
    expect(['completed', 'lost']).toContain(await attempt(lease, undefined, shaky))
    expect(asked.size).toBe(3)
    const training = await read(lease)
    expect(training).toMatchObject({ state: 'completed', attempts: 1 })
    expect((await readPolicy(database, training.policyId ?? ''))?.weightHash).toBe(hashOfWeights())
    expect(await countPolicies()).toBe(1)
    expect((await listEvents()).filter(({ kind }) => kind === 'training.started')).toHaveLength(1)
    expect((await listEvents()).filter(({ kind }) => kind === 'training.completed')).toHaveLength(1)
  })

  it('rejects, and ends its thread, when what it says cannot be stored', async () => {
    const lease = await take(long)
    const failing: Database = { ...database, transaction: () => Promise.reject(new Error('no disk')) }
    await expect(attempt(lease, undefined, failing)).rejects.toThrow('no disk')
    expect(await read(lease)).toMatchObject({ state: 'running', progress: null })
    expect(await readMetric('tars_trainer_memory_bytes')).toBe(0)
  })

  it('rejects when its thread dies', async () => {
    const lease = await take()
    // No bytes at all: the thread meets what nobody has foreseen.
    const deadly: Database = {
      ...database,
      query: async <Row>(text: string, values?: readonly unknown[]) => {
        const rows = await database.query<Row>(text, values)
        if (text.includes('FROM checkpoints')) return [{ steps: 0, file: 'no bytes at all' }] as Row[]
        return rows
      },
    }
    await expect(attempt(lease, undefined, deadly)).rejects.toThrow(TypeError)
    expect((await read(lease)).state).toBe('running')
  })

  it('has nothing to do under a lease of what is not there', async () => {
    const id = '0198c5d0-0000-7000-8000-000000000001'
    expect(await attempt({ id, token: id, attempt: 1 })).toBe('lost')
    expect(await listEvents()).toEqual([])
  })
})
