import type { Evaluation, Policy } from '@tars/contracts'
import {
  type Database,
  insertVerification,
  listInsights,
  listPromotions,
  readEvaluation,
  type Side,
  type Sql,
} from '@tars/database'
import type { StoredEvent } from '@tars/events'
import { startTelemetry, type Telemetry } from '@tars/telemetry'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { addEvaluation, addPolicy, addScoredEvaluation } from '../../../tests/harness/evaluation.ts'
import { promoteByForce } from '../../../tests/harness/promotion.ts'
import { addTraining } from '../../../tests/harness/training.ts'
import { observe } from './observe.ts'

const traceId = '0af7651916cd43dd8448eb211c80319c'

describe('observing', () => {
  let test: TestDatabase
  let database: Database
  let telemetry: Telemetry
  let policy: Policy
  beforeAll(async () => {
    test = await createTestDatabase()
    database = test.database
    policy = await addPolicy(database)
  })
  afterAll(() => test.dispose())
  beforeEach(async () => {
    telemetry = startTelemetry({ TARS_VERSION: 'test', TARS_LOG_LEVEL: 'silent' }, 'test')
    await database.query('TRUNCATE outbox, insights')
  })

  const look = (kind: string, data: object) => {
    const event: StoredEvent = {
      channel: 'any',
      offset: 1,
      kind,
      data,
      traceparent: `00-${traceId}-b7ad6b7169203331-01`,
      at: '2026-01-31T12:00:00.000Z',
    }
    return commit((sql, afterCommit) => observe({ ...telemetry, region: 'north' }, sql, event, afterCommit))
  }
  /** Does after the commit what was left for it, as a consumer does. */
  const commit = async (work: (sql: Sql, afterCommit: (work: () => void) => void) => Promise<void>) => {
    const left: (() => void)[] = []
    await database.transaction((sql) => work(sql, (task) => left.push(task)))
    for (const task of left) task()
  }
  const subjectOf = ({ id, policyId, agent, environment }: Evaluation) => ({
    evaluation: id,
    policy: policyId,
    agent,
    environment,
  })
  const listEvents = () =>
    database.query<{ kind: string; data: Record<string, unknown>; region: string; traceparent: string }>(
      'SELECT kind, data, region, traceparent FROM outbox ORDER BY id',
    )
  const readMetrics = async () =>
    (await telemetry.metrics.render()).match(/^tars_(verdicts|evaluations|promotions)_total\{.*$/gm) ?? []

  it('judges what was scored and raises an insight, in the same trace', async () => {
    const returnOf = (side: Side, index: number) => (side === 'candidate' ? 400 : 20) + (index % 3)
    const evaluation = await addScoredEvaluation(database, policy, returnOf)
    await look('evaluation.scored', { ...subjectOf(evaluation), mean: 400 })
    const { verdict, comparison } = (await readEvaluation(database, evaluation.id)) as Evaluation
    expect(verdict).toBe('improved')
    const [insight] = await listInsights(database, {}, { limit: 10 })
    expect(insight).toMatchObject({ kind: 'policy.improved', evaluationId: evaluation.id })
    const events = await listEvents()
    expect(events).toMatchObject([
      {
        kind: 'evaluation.judged',
        region: 'north',
        data: { ...subjectOf(evaluation), verdict, sentence: comparison?.sentence },
      },
      { kind: 'insight.raised', region: 'north', data: { insight: insight?.id } },
      {
        kind: 'promotion.proposed',
        region: 'north',
        data: { policy: policy.id, agent: 'cartpole', evidence: evaluation.id },
      },
    ])
    for (const { traceparent } of events) expect(traceparent).toContain(traceId)
    expect(await readMetrics()).toEqual([
      expect.stringMatching(/^tars_verdicts_total\{verdict="improved",.* 1$/),
      expect.stringMatching(/^tars_evaluations_total\{outcome="completed",.* 1$/),
      expect.stringMatching(/^tars_promotions_total\{state="proposed",.* 1$/),
    ])
    const before = await readMetrics()
    await look('evaluation.scored', { ...subjectOf(evaluation), mean: 400 })
    expect(await listEvents()).toHaveLength(3)
    expect(await readMetrics()).toEqual(before)
  })

  it('counts nothing of an event whose transaction is undone', async () => {
    const evaluation = await addScoredEvaluation(database, policy, (_, index) => index)
    const event: StoredEvent = {
      channel: 'any',
      offset: 1,
      kind: 'evaluation.scored',
      data: { ...subjectOf(evaluation), mean: 9.5 },
      traceparent: null,
      at: '2026-01-31T12:00:00.000Z',
    }
    const undone = commit(async (sql, afterCommit) => {
      await observe({ ...telemetry, region: 'north' }, sql, event, afterCommit)
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    expect(await readMetrics()).toEqual([])
    expect((await readEvaluation(database, evaluation.id))?.state).toBe('scored')
  })

  it('promotes at once what has improved where the verdict alone decides', async () => {
    await database.query("TRUNCATE promotions, baselines; UPDATE agents SET approval = 'automatic'")
    const returnOf = (side: Side, index: number) => (side === 'candidate' ? 400 : 20) + (index % 3)
    const evaluation = await addScoredEvaluation(database, policy, returnOf)
    await look('evaluation.scored', { ...subjectOf(evaluation), mean: 400 })
    const events = await listEvents()
    expect(events.slice(2)).toMatchObject([
      { kind: 'promotion.proposed', data: { policy: policy.id, evidence: evaluation.id } },
      { kind: 'policy.promoted', data: { policy: policy.id, agent: 'cartpole', previousPolicy: null } },
    ])
    for (const { traceparent } of events) expect(traceparent).toContain(traceId)
    expect(await listPromotions(database, {}, { limit: 10 })).toMatchObject([{ state: 'approved' }])
    expect(await readMetrics()).toContainEqual(
      expect.stringMatching(/^tars_promotions_total\{state="approved"/),
    )
    await database.query("TRUNCATE promotions, baselines; UPDATE agents SET approval = 'person'")
  })

  it('advises about the baseline only what was measured against it', async () => {
    const baseline = await addPolicy(database, { agent: 'settled' })
    const detailOf = async (candidate: number) => {
      await database.query('TRUNCATE insights')
      const returnOf = (side: Side, index: number) => (side === 'candidate' ? candidate : 200) + (index % 3)
      const evaluation = await addScoredEvaluation(database, baseline, returnOf)
      await look('evaluation.scored', { ...subjectOf(evaluation), mean: candidate })
      return (await listInsights(database, {}, { limit: 1 }))[0]?.detail
    }
    expect(await detailOf(400)).toMatch(/\. It can become the baseline of settled\.$/)
    expect(await detailOf(20)).toMatch(/\. It should not become the baseline of settled\.$/)
    await promoteByForce(database, baseline.id)
    expect(await detailOf(400)).not.toContain('baseline')
    expect(await detailOf(20)).not.toContain('baseline')
  })

  it('announces the failure of an evaluation that nobody can judge', async () => {
    const evaluation = await addScoredEvaluation(database, policy, (_, index) => index)
    await database.query("UPDATE evaluations SET environment = 'Pong-v5' WHERE id = $1", [evaluation.id])
    await look('evaluation.scored', { ...subjectOf(evaluation), mean: 9.5 })
    expect(await listEvents()).toMatchObject([{ kind: 'evaluation.failed', region: 'north' }])
    expect(await readMetrics()).toEqual([])
  })

  it('raises an insight when a verification differs, and none when it matches', async () => {
    const { id: evaluationId, ...evaluation } = await addEvaluation(database, policy)
    const asked = { evaluationId, requestedBy: 'user:1', region: 'test', traceparent: null }
    const verification = await insertVerification(database, asked)
    const data = { ...subjectOf({ id: evaluationId, ...evaluation }), verification: verification?.id }
    await look('verification.completed', { ...data, matches: true, differing: 0 })
    expect(await listEvents()).toEqual([])
    await look('verification.completed', { ...data, matches: false, differing: 2 })
    expect(await listInsights(database, {}, { limit: 10 })).toMatchObject([
      { kind: 'evaluation.unrepeatable', severity: 'critical', evaluationId },
    ])
    expect(await listEvents()).toMatchObject([{ kind: 'insight.raised', data: { severity: 'critical' } }])
  })

  it('raises an insight when a verification failed, which says nothing about its evaluation', async () => {
    const evaluation = await addEvaluation(database, policy)
    const data = { ...subjectOf(evaluation), verification: evaluation.id, error: 'given up' }
    await look('verification.failed', data)
    expect(await listInsights(database, {}, { limit: 10 })).toMatchObject([
      { kind: 'verification.failed', evaluationId: evaluation.id, detail: 'given up' },
    ])
    expect(await readMetrics()).toEqual([])
  })

  it('raises nothing for a verdict that needs nobody’s eye', async () => {
    const evaluation = await addScoredEvaluation(database, policy, (_, index) => index)
    await look('evaluation.scored', { ...subjectOf(evaluation), mean: 9.5 })
    expect(await listEvents()).toMatchObject([{ kind: 'evaluation.judged', data: { verdict: 'equivalent' } }])
    expect(await listInsights(database, {}, { limit: 10 })).toEqual([])
  })

  it('raises an insight when an evaluation or a training failed, once', async () => {
    const evaluation = await addEvaluation(database, policy)
    const training = await addTraining(database)
    const failed = { ...subjectOf(evaluation), error: 'no policy' }
    const broken = {
      training: training.id,
      agent: 'cartpole',
      environment: 'CartPole-v1',
      error: 'no memory',
    }
    await look('evaluation.failed', failed)
    await look('training.failed', broken)
    await look('training.failed', broken)
    expect(await listInsights(database, {}, { limit: 10 })).toMatchObject([
      { kind: 'training.failed', trainingId: training.id, detail: 'no memory' },
      { kind: 'evaluation.failed', evaluationId: evaluation.id, detail: 'no policy' },
    ])
    expect((await listEvents()).map(({ kind }) => kind)).toEqual(['insight.raised', 'insight.raised'])
    expect(await readMetrics()).toEqual([
      expect.stringMatching(/^tars_evaluations_total\{outcome="failed",.* 1$/),
    ])
  })

  it('passes over every other event', async () => {
    await look('training.completed', { training: 'not even an id' })
    expect(await listEvents()).toEqual([])
  })
})
