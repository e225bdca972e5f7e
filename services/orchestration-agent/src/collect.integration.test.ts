import { createHash } from 'node:crypto'
import type { Evaluation, Policy } from '@tars/contracts'
import { cancelEvaluation, type Database, readEvaluation, type Side } from '@tars/database'
import { claim, giveBack, type StoredEvent } from '@tars/events'
import { episodeSeeds, findEnvironment } from '@tars/reinforcement'
import { createTracing, type Tracing } from '@tars/telemetry'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { addEvaluation, addPolicy, landRuns } from '../../../tests/harness/evaluation.ts'
import { collect } from './collect.ts'

const traceId = '0af7651916cd43dd8448eb211c80319c'
const returnOf = (side: Side, index: number) => (side === 'candidate' ? 400 + index / 10 : 20 + (index % 3))

describe('collecting an evaluation', () => {
  let test: TestDatabase
  let database: Database
  let tracing: Tracing
  let policy: Policy
  beforeAll(async () => {
    test = await createTestDatabase()
    database = test.database
    tracing = createTracing({ service: 'test', version: 'test' })
    policy = await addPolicy(database)
  })
  afterAll(async () => {
    await tracing[Symbol.asyncDispose]()
    await test.dispose()
  })
  beforeEach(() => database.query('TRUNCATE outbox'))

  const collectAfter = (evaluation: Evaluation, kind = 'evaluation.progressed') => {
    const event: StoredEvent = {
      channel: 'evaluations',
      offset: 1,
      kind,
      data: { evaluation: evaluation.id },
      traceparent: `00-${traceId}-b7ad6b7169203331-01`,
      at: new Date().toISOString(),
    }
    return database.transaction((sql) => collect({ tracing, region: 'north' }, sql, event))
  }
  const read = async ({ id }: Evaluation) => (await readEvaluation(database, id)) as Evaluation
  const listEvents = () =>
    database.query<{ kind: string; data: object; region: string; traceparent: string }>(
      'SELECT kind, data, region, traceparent FROM outbox ORDER BY id',
    )

  it('scores both sides and says so, in the trace of the event', async () => {
    const evaluation = await addEvaluation(database, policy)
    await landRuns(database, returnOf)
    await collectAfter(evaluation)
    const scored = await read(evaluation)
    expect(scored).toMatchObject({ state: 'scored', verdict: null, score: { mean: 400.95, max: 401.9 } })
    const [row] = await database.query<{ baselineScore: object }>(
      'SELECT baseline_score FROM evaluations WHERE id = $1',
      [evaluation.id],
    )
    expect(row?.baselineScore).toMatchObject({ mean: 20.95, min: 20, max: 22, successRatio: 0 })
    const [event, ...others] = await listEvents()
    expect(others).toEqual([])
    expect(event).toMatchObject({ kind: 'evaluation.scored', region: 'north' })
    expect(event?.data).toEqual({
      evaluation: evaluation.id,
      policy: policy.id,
      agent: 'cartpole',
      environment: 'CartPole-v1',
      mean: 400.95,
    })
    expect(event?.traceparent).toContain(traceId)
  })

  it('writes a receipt whose hashes anybody can compute again from the episodes', async () => {
    const evaluation = await addEvaluation(database, policy, { seed: 11, mode: 'stochastic' })
    await landRuns(database, returnOf)
    await collectAfter(evaluation)
    const hash = (numbers: number[]) =>
      createHash('sha256')
        .update(new Uint8Array(Float64Array.from(numbers).buffer))
        .digest('hex')
    const returnsHash = hash(Array.from({ length: 20 }, (_, index) => 400 + index / 10))
    expect((await read(evaluation)).receipt).toEqual({
      policyHash: policy.weightHash,
      environment: 'CartPole-v1',
      environmentVersion: findEnvironment('CartPole-v1')?.description.version,
      suiteSeed: 11,
      episodes: 20,
      mode: 'stochastic',
      seedsHash: hash([...episodeSeeds(11, 20)]),
      returnsHash,
    })
    expect((await read(evaluation)).score?.returnsHash).toBe(returnsHash)
  })

  it('waits until every run has landed', async () => {
    const evaluation = await addEvaluation(database, policy)
    const lease = await claim(database, 'runs', { owner: 'slow', leaseMs: 60_000 })
    await landRuns(database, returnOf)
    await collectAfter(evaluation)
    expect((await read(evaluation)).score).toBeNull()
    await giveBack(database, 'runs', lease!)
    await landRuns(database, returnOf)
    await collectAfter(evaluation)
    expect((await read(evaluation)).state).toBe('scored')
  })

  it('scores once, also when two events come at the same time', async () => {
    const evaluation = await addEvaluation(database, policy)
    await landRuns(database, returnOf)
    await Promise.all([collectAfter(evaluation), collectAfter(evaluation)])
    await collectAfter(evaluation)
    expect(await listEvents()).toHaveLength(1)
  })

  it('fails an evaluation in words whose environment is not known any more', async () => {
    const evaluation = await addEvaluation(database, policy)
    await landRuns(database, returnOf)
    await database.query("UPDATE evaluations SET environment = 'Pong-v5' WHERE id = $1", [evaluation.id])
    await collectAfter(evaluation)
    const error = 'It was played, but it cannot be scored: the environment Pong-v5 is not known here.'
    expect(await read(evaluation)).toMatchObject({ state: 'failed', error, score: null })
    const [event, ...others] = await listEvents()
    expect(others).toEqual([])
    const { id, policyId, agent } = evaluation
    expect(event).toMatchObject({
      kind: 'evaluation.failed',
      data: { evaluation: id, policy: policyId, agent, environment: 'Pong-v5', error },
    })
    expect(event?.traceparent).toContain(traceId)
    await collectAfter(evaluation)
    expect(await listEvents()).toHaveLength(1)
  })

  it('passes over other events, and over evaluations that were cancelled or are not there', async () => {
    const landed = await addEvaluation(database, policy)
    await landRuns(database, returnOf)
    await collectAfter(landed, 'evaluation.requested')
    expect((await read(landed)).score).toBeNull()
    await collectAfter({ ...landed, id: '0198c5d0-0000-7000-8000-000000000001' })
    expect(await database.transaction((sql) => cancelEvaluation(sql, landed.id))).toBe(true)
    await collectAfter(landed)
    expect((await read(landed)).state).toBe('cancelled')
    expect(await listEvents()).toEqual([])
  })
})
