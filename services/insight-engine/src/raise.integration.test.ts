import type { Evaluation } from '@tars/contracts'
import { createId, type Database, insertVerification, listInsights } from '@tars/database'
import type { StoredEvent } from '@tars/events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { addEvaluation, addPolicy } from '../../../tests/harness/evaluation.ts'
import { addTraining } from '../../../tests/harness/training.ts'
import type { Judgement } from './judge.ts'
import { findFailure, findingOf, raiseInsight } from './raise.ts'

const eventOf = (kind: string, data: object): StoredEvent => ({
  channel: 'any',
  offset: 1,
  kind,
  data,
  traceparent: null,
  at: '2026-01-31T12:00:00.000Z',
})

describe('insights', () => {
  let test: TestDatabase
  let database: Database
  let evaluation: Evaluation
  beforeAll(async () => {
    test = await createTestDatabase()
    database = test.database
    evaluation = await addEvaluation(database, await addPolicy(database))
  })
  afterAll(() => test.dispose())

  const judgementOf = (verdict: string) =>
    ({ evaluation, verdict, comparison: { sentence: 'So it is' } }) as Judgement

  it('warn of a policy that regressed', () => {
    expect(findingOf(judgementOf('regressed'), true)).toEqual({
      kind: 'policy.regressed',
      severity: 'warning',
      title: 'cartpole v1 regressed',
      detail: 'So it is. It should not become the baseline of cartpole.',
      agentId: evaluation.agentId,
      evaluationId: evaluation.id,
      trainingId: null,
    })
  })

  it('point out a policy that improved, and no other', () => {
    expect(findingOf(judgementOf('improved'), true)).toMatchObject({
      kind: 'policy.improved',
      severity: 'info',
      detail: 'So it is. It can become the baseline of cartpole.',
    })
    expect(findingOf(judgementOf('equivalent'), true)).toBeUndefined()
    expect(findingOf(judgementOf('inconclusive'), true)).toBeUndefined()
  })

  it('give no advice where something else than the baseline was the measure', () => {
    for (const verdict of ['improved', 'regressed'])
      expect(findingOf(judgementOf(verdict), false)?.detail).toBe('So it is.')
  })

  it('tell of a training that failed', async () => {
    const { id, agentId } = await addTraining(database)
    const data = { training: id, agent: 'cartpole', environment: 'CartPole-v1', error: 'no memory' }
    expect(await findFailure(database, eventOf('training.failed', data))).toEqual({
      kind: 'training.failed',
      severity: 'critical',
      title: 'A training of cartpole failed',
      detail: 'no memory',
      agentId,
      evaluationId: null,
      trainingId: id,
    })
  })

  it('tell of an evaluation that failed', async () => {
    const data = { evaluation: evaluation.id, agent: 'cartpole', error: 'no policy' }
    expect(await findFailure(database, eventOf('evaluation.failed', data))).toEqual({
      kind: 'evaluation.failed',
      severity: 'critical',
      title: 'An evaluation of cartpole failed',
      detail: 'no policy',
      agentId: evaluation.agentId,
      evaluationId: evaluation.id,
      trainingId: null,
    })
  })

  it('tell of a verification that failed', async () => {
    const data = {
      verification: createId(),
      evaluation: evaluation.id,
      agent: 'cartpole',
      error: 'Given up after 5 attempts.',
    }
    expect(await findFailure(database, eventOf('verification.failed', data))).toEqual({
      kind: 'verification.failed',
      severity: 'critical',
      title: 'A verification of cartpole failed',
      detail: 'Given up after 5 attempts.',
      agentId: evaluation.agentId,
      evaluationId: evaluation.id,
      trainingId: null,
    })
  })

  it('say what an evaluation that could not be repeated differs in', async () => {
    const asked = { evaluationId: evaluation.id, requestedBy: 'user:1', region: 'test', traceparent: null }
    const verification = (await insertVerification(database, asked))?.id
    const data = { evaluation: evaluation.id, verification, agent: 'cartpole' }
    const differ = async (names: string[], differing: number) => {
      const checks = [
        'policyHash',
        'environmentVersion',
        'seedsHash',
        'returnsHash',
        'baselineReturnsHash',
      ].map((name) => ({ name, expected: 'a', found: 'b', matches: !names.includes(name) }))
      await database.query('UPDATE verifications SET checks = $2 WHERE id = $1', [
        verification,
        JSON.stringify(checks),
      ])
      return findFailure(database, eventOf('verification.completed', { ...data, matches: false, differing }))
    }
    expect(await differ(['policyHash', 'environmentVersion', 'returnsHash'], 40)).toEqual({
      kind: 'evaluation.unrepeatable',
      severity: 'critical',
      title: 'An evaluation of cartpole v1 could not be repeated',
      detail:
        "Played again, it breaks its receipt in the policy's weights, the environment's version, and the policy's returns, " +
        'and 40 episodes are not as they were recorded. Do not rely on it.',
      agentId: evaluation.agentId,
      evaluationId: evaluation.id,
      trainingId: null,
    })
    expect((await differ([], 1))?.detail).toBe(
      'Played again, it keeps to its receipt, but 1 episode is not as it was recorded. Do not rely on it.',
    )
    expect((await differ(['seedsHash', 'baselineReturnsHash'], 0))?.detail).toBe(
      "Played again, it breaks its receipt in the episode seeds and the baseline's returns, " +
        'but every episode is as it was recorded. Do not rely on it.',
    )
    const matching = eventOf('verification.completed', { ...data, matches: true, differing: 0 })
    expect(await findFailure(database, matching)).toBeUndefined()
  })

  it('have no agent when what failed is not there, and nothing to say of other events', async () => {
    const data = { training: createId(), evaluation: createId(), agent: 'gone', error: 'lost' }
    expect(await findFailure(database, eventOf('training.failed', data))).toMatchObject({ agentId: null })
    expect(await findFailure(database, eventOf('evaluation.failed', data))).toMatchObject({ agentId: null })
    const differs = { ...data, verification: createId(), matches: false, differing: 3 }
    expect(await findFailure(database, eventOf('verification.completed', differs))).toMatchObject({
      title: 'An evaluation of gone could not be repeated',
      agentId: null,
    })
    expect(await findFailure(database, eventOf('training.completed', data))).toBeUndefined()
  })

  it('are raised once for each kind and subject', async () => {
    const finding = findingOf(judgementOf('regressed'), true)!
    const event = await raiseInsight(database, finding, 'north')
    const [insight, ...others] = await listInsights(database, {}, { limit: 10 })
    expect(others).toEqual([])
    expect(insight).toMatchObject(finding)
    expect(event).toEqual({
      kind: 'insight.raised',
      data: { insight: insight?.id, severity: 'warning', title: 'cartpole v1 regressed' },
    })
    expect(await raiseInsight(database, finding, 'north')).toBeUndefined()
    expect(await raiseInsight(database, findingOf(judgementOf('improved'), true)!, 'north')).toBeDefined()
    expect(await listInsights(database, {}, { limit: 10 })).toHaveLength(2)
  })
})
