import type { Training, TrainingPoint } from '@tars/contracts'
import {
  cancelTraining,
  type Database,
  listTrainingPoints,
  promotePolicy,
  readEvaluation,
  readLatestCheckpoint,
  readTraining,
} from '@tars/database'
import { claim } from '@tars/events'
import { startTelemetry } from '@tars/telemetry'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { addPolicy } from '../../../tests/harness/evaluation.ts'
import { addTraining } from '../../../tests/harness/training.ts'
import { configSchema } from './config.ts'
import { land } from './land.ts'
import { createTrainerMemory } from './memory.ts'
import type { TrainMessage } from './train-message.ts'
import type { Attempt } from './training-attempt.ts'

const point: TrainingPoint = {
  steps: 64,
  seconds: 0.5,
  episodes: 3,
  returnMean: 21,
  lengthMean: 21,
  policyLoss: 0,
  valueLoss: 1,
  entropy: 0.7,
  approximateKl: 0,
  clipRatio: 0,
  explainedVariance: null,
  learningRate: 1e-3,
  stepsPerSecond: 128,
  memoryBytes: 5_000,
}
const bytes = new Uint8Array([1, 2, 3])
const messages = {
  points: { kind: 'points', points: [point] },
  checkpoint: { kind: 'checkpoint', steps: 64, file: bytes },
  completed: { kind: 'completed', steps: 64, returnMean: 21, policyFile: bytes, weights: bytes },
  stopped: { kind: 'stopped' },
  failed: { kind: 'failed', error: 'no longer a number' },
} satisfies Record<string, TrainMessage>

describe('landing what a training says', () => {
  let test: TestDatabase
  let database: Database
  let work: Attempt
  beforeAll(async () => {
    test = await createTestDatabase()
    database = test.database
  })
  afterAll(() => test.dispose())
  beforeEach(async () => {
    await database.query('TRUNCATE agents, outbox CASCADE')
    const training = await addTraining(database)
    const lease = await claim(database, 'trainings', { owner: 'test', leaseMs: 60_000 })
    const telemetry = startTelemetry({ TARS_VERSION: 'test', TARS_LOG_LEVEL: 'silent' }, 'test')
    work = {
      ...telemetry,
      database,
      config: configSchema.parse({ TARS_DATABASE_URL: test.url }),
      memory: createTrainerMemory(telemetry.metrics),
      training,
      lease: lease!,
      span: { traceId: '', traceparent: '', set: () => undefined },
      evaluateEpisodes: 10,
      stepsCounted: 0,
      stopGraceMs: 10_000,
    }
  })

  const read = async () => (await readTraining(database, work.training.id)) as Training
  const cancel = () => database.transaction((sql) => cancelTraining(sql, work.training.id))
  const listRows = (table: string) => database.query(`SELECT 1 FROM ${table}`)

  it.each(['points', 'checkpoint', 'completed', 'failed'] as const)(
    'lands nothing of %s once the lease is lost',
    async (kind) => {
      await cancel()
      expect(await land(work, messages[kind])).toBe('lost')
      expect(await read()).toMatchObject({ state: 'cancelled', progress: null, policyId: null, error: null })
      for (const table of ['policies', 'evaluations', 'training_points', 'checkpoints', 'outbox'])
        expect(await listRows(table)).toEqual([])
    },
  )

  it('leaves a training alone that somebody else holds when it is asked to stop', async () => {
    await database.query('UPDATE trainings SET lease_token = gen_random_uuid()')
    expect(await land(work, messages.stopped)).toBe('lost')
    expect((await read()).state).toBe('running')
  })

  it('goes on after points and checkpoints', async () => {
    expect(await land(work, messages.points)).toBeUndefined()
    expect(await land(work, messages.checkpoint)).toBeUndefined()
    expect(await listTrainingPoints(database, work.training.id)).toEqual([point])
    expect((await readLatestCheckpoint(database, work.training.id))?.steps).toBe(64)
    const metrics = await work.metrics.render()
    expect(metrics).toMatch(/^tars_trainer_memory_bytes\{.* 5000$/m)
    expect(metrics).toMatch(/^tars_training_steps_total\{.* 64$/m)
  })

  it('counts no step twice when points come again after a crash', async () => {
    work.stepsCounted = 128
    await land(work, messages.points)
    await land(work, { kind: 'points', points: [{ ...point, steps: 192 }] })
    expect(await work.metrics.render()).toMatch(/^tars_training_steps_total\{.* 128$/m)
  })

  it('has the new policy measured against the baseline of its agent', async () => {
    const baseline = await addPolicy(database)
    await database.transaction((sql) =>
      promotePolicy(sql, {
        policyId: baseline.id,
        actor: 'test',
        reason: 'a test',
        force: true,
        traceparent: null,
      }),
    )
    expect(await land(work, messages.completed)).toBe('completed')
    const { evaluationId } = await read()
    expect(await readEvaluation(database, evaluationId ?? '')).toMatchObject({
      policyVersion: 2,
      baseline: { kind: 'policy', policyId: baseline.id, version: 1 },
    })
  })

  it('lets an error through that is not the loss of the lease', async () => {
    const broken = {
      ...work,
      database: { ...database, transaction: () => Promise.reject(new Error('no disk')) },
    }
    await expect(land(broken, messages.completed)).rejects.toThrow('no disk')
    expect((await read()).state).toBe('running')
  })
})
