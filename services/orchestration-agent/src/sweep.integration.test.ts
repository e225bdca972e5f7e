import {
  type Database,
  insertVerification,
  readEvaluation,
  readLatestCheckpoint,
  readTraining,
  readVerification,
  storeCheckpoint,
} from '@tars/database'
import { claim, leaseAttemptsMax, readEvents } from '@tars/events'
import { startTelemetry, type Telemetry } from '@tars/telemetry'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { addEvaluation, addPolicy } from '../../../tests/harness/evaluation.ts'
import { promotion, publishTogether, relayAll } from '../../../tests/harness/event.ts'
import { addTraining, holdTraining } from '../../../tests/harness/training.ts'
import { sweep } from './sweep.ts'

const reason = 'Given up after 5 attempts: each time the worker that had it went away or failed.'

describe('sweeping', () => {
  let test: TestDatabase
  let database: Database
  let telemetry: Telemetry
  const lines: string[] = []
  beforeAll(async () => {
    test = await createTestDatabase()
    database = test.database
    const destination = { write: (line: string) => void lines.push(line) }
    telemetry = startTelemetry({ TARS_VERSION: 'test', TARS_LOG_LEVEL: 'warn' }, 'test', destination)
  })
  afterAll(async () => {
    await telemetry[Symbol.asyncDispose]()
    await test.dispose()
  })
  beforeEach(async () => {
    lines.splice(0)
    await database.query('TRUNCATE outbox, events, channels, agents CASCADE')
  })

  const run = () => sweep({ database, ...telemetry, region: 'north' })
  const exhaust = (table: string, leaseAge: string) =>
    database.query(
      `UPDATE ${table} SET state = 'running', attempts = $1, lease_token = gen_random_uuid(),
         lease_until = now() - $2::interval`,
      [leaseAttemptsMax, leaseAge],
    )
  const listEvents = () =>
    database.query<{ kind: string; data: object; region: string }>(
      'SELECT kind, data, region FROM outbox ORDER BY id',
    )
  const readMetric = async (series: RegExp) => {
    const line = (await telemetry.metrics.render()).split('\n').find((text) => series.test(text))
    return line === undefined ? undefined : Number(line.split(' ').at(-1))
  }

  it('fails trainings whose last lease ran out, and says why', async () => {
    const { id, agent, environment } = await addTraining(database)
    await exhaust('trainings', '1 second')
    await run()
    expect(await readTraining(database, id)).toMatchObject({ state: 'failed', error: reason })
    expect(await listEvents()).toEqual([
      { kind: 'training.failed', data: { training: id, agent, environment, error: reason }, region: 'north' },
    ])
    expect(await readMetric(/^tars_leases_expired_total\{kind="training"/)).toBe(1)
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { level: 'warn', trainings: 1, message: 'Gave up work after its last attempt.' },
    ])
    await run()
    expect(await listEvents()).toHaveLength(1)
  })

  it('fails an evaluation once, however many of its runs are given up', async () => {
    const policy = await addPolicy(database)
    const { id } = await addEvaluation(database, policy)
    await exhaust('runs', '1 second')
    await run()
    expect(await readEvaluation(database, id)).toMatchObject({ state: 'failed', error: reason })
    const states = await database.query<{ state: string }>('SELECT state FROM runs ORDER BY state')
    expect(states.map(({ state }) => state)).toEqual(['cancelled', 'cancelled', 'cancelled', 'failed'])
    expect(await listEvents()).toMatchObject([
      { kind: 'evaluation.failed', data: { evaluation: id, policy: policy.id, error: reason } },
    ])
    expect(await readMetric(/^tars_leases_expired_total\{kind="run"/)).toBe(4)
  })

  it('fails verifications whose last lease ran out, and says why', async () => {
    const {
      id: evaluationId,
      policyId,
      agent,
      environment,
    } = await addEvaluation(database, await addPolicy(database))
    const asked = { evaluationId, requestedBy: 'user:1', region: 'test', traceparent: null }
    const id = (await insertVerification(database, asked))?.id ?? ''
    await exhaust('verifications', '1 second')
    await run()
    expect(await readVerification(database, id)).toMatchObject({ state: 'failed', error: reason })
    const data = { verification: id, evaluation: evaluationId, policy: policyId, agent, environment }
    expect(await listEvents()).toEqual([
      { kind: 'verification.failed', data: { ...data, error: reason }, region: 'north' },
    ])
    expect(await readMetric(/^tars_leases_expired_total\{kind="verification"/)).toBe(1)
    expect(await readMetric(/^tars_verifications_total\{outcome="failed"/)).toBe(1)
    await run()
    expect(await listEvents()).toHaveLength(1)
  })

  it('leaves work alone that is held, or that may be tried again', async () => {
    const { id } = await addTraining(database)
    await exhaust('trainings', '-1 minute')
    await run()
    await database.query("UPDATE trainings SET attempts = 4, lease_until = now() - interval '1 second'")
    await run()
    expect((await readTraining(database, id))?.state).toBe('running')
    expect(await claim(database, 'trainings', { owner: 'test', leaseMs: 1_000 })).toMatchObject({ id })
    expect(lines).toEqual([])
  })

  it('counts the outbox and forgets old events', async () => {
    await publishTogether(database, [promotion('old')])
    await relayAll(database)
    await database.query("UPDATE events SET at = now() - interval '25 hours'")
    await publishTogether(database, [promotion('a'), promotion('b')])
    await run()
    expect(await readMetric(/^tars_outbox_rows/)).toBe(2)
    expect(await readEvents(database, 'policies', 0, 10)).toEqual([])
  })

  it('forgets the checkpoints of trainings that ended long ago', async () => {
    const { id } = await addTraining(database)
    await storeCheckpoint(database, await holdTraining(database, id), 64, new Uint8Array([1]))
    await database.query("UPDATE trainings SET state = 'cancelled', ended_at = now() - interval '31 days'")
    await run()
    expect(await readLatestCheckpoint(database, id)).toBeUndefined()
  })
})
