import type { Evaluation, Policy } from '@tars/contracts'
import { type Database, listInsights, readEvaluation, type Side } from '@tars/database'
import type { StoredEvent } from '@tars/events'
import { startTelemetry, type Telemetry } from '@tars/telemetry'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { addEvaluation, addPolicy, addScoredEvaluation } from '../../../tests/harness/evaluation.ts'
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
    return database.transaction((sql) => observe({ ...telemetry, region: 'north' }, sql, event))
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
    (await telemetry.metrics.render()).match(/^tars_(verdicts|evaluations)_total\{.*$/gm) ?? []

  it('judges what was scored and raises an insight, in the same trace', async () => {
    const returnOf = (side: Side, index: number) => (side === 'candidate' ? 400 : 20) + (index % 3)
    const evaluation = await addScoredEvaluation(database, policy, returnOf)
    await look('evaluation.scored', { ...subjectOf(evaluation), mean: 400 })
    const { verdict, comparison } = (await readEvaluation(database, evaluation.id)) as Evaluation
    expect(verdict).toBe('improved')
    const [insight] = await listInsights(database, { limit: 10 })
    expect(insight).toMatchObject({ kind: 'policy.improved', evaluationId: evaluation.id })
    const events = await listEvents()
    expect(events).toMatchObject([
      {
        kind: 'evaluation.judged',
        region: 'north',
        data: { ...subjectOf(evaluation), verdict, sentence: comparison?.sentence },
      },
      { kind: 'insight.raised', region: 'north', data: { insight: insight?.id } },
    ])
    for (const { traceparent } of events) expect(traceparent).toContain(traceId)
    expect(await readMetrics()).toEqual([
      expect.stringMatching(/^tars_verdicts_total\{verdict="improved",.* 1$/),
      expect.stringMatching(/^tars_evaluations_total\{outcome="completed",.* 1$/),
    ])
    await look('evaluation.scored', { ...subjectOf(evaluation), mean: 400 })
    expect(await listEvents()).toHaveLength(2)
    expect(await readMetrics()).toEqual([expect.stringMatching(/ 1$/), expect.stringMatching(/ 1$/)])
  })

  it('raises nothing for a verdict that needs nobody’s eye', async () => {
    const evaluation = await addScoredEvaluation(database, policy, (_, index) => index)
    await look('evaluation.scored', { ...subjectOf(evaluation), mean: 9.5 })
    expect(await listEvents()).toMatchObject([{ kind: 'evaluation.judged', data: { verdict: 'equivalent' } }])
    expect(await listInsights(database, { limit: 10 })).toEqual([])
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
    expect(await listInsights(database, { limit: 10 })).toMatchObject([
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
