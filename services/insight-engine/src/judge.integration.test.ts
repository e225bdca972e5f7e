import type { Evaluation, Policy } from '@tars/contracts'
import { type Database, type NewEvaluation, readEvaluation, type Side } from '@tars/database'
import { findEnvironment } from '@tars/reinforcement'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { addEvaluation, addPolicy, addScoredEvaluation } from '../../../tests/harness/evaluation.ts'
import { judge, nameBaseline } from './judge.ts'

const strong = (index: number) => 400 + (index % 3)
const weak = (index: number) => 20 + (index % 5)

describe('judging', () => {
  let test: TestDatabase
  let database: Database
  let first: Policy
  let second: Policy
  beforeAll(async () => {
    test = await createTestDatabase()
    database = test.database
    first = await addPolicy(database)
    second = await addPolicy(database, { seed: 2 })
  })
  afterAll(() => test.dispose())

  const dataOf = ({ id, policyId, agent, environment, score }: Evaluation) => ({
    evaluation: id,
    policy: policyId,
    agent,
    environment,
    mean: score?.mean ?? 0,
  })
  const score = (
    candidate: (index: number) => number,
    baseline: (index: number) => number,
    changes: Partial<NewEvaluation> = {},
  ) => {
    const returnOf = (side: Side, index: number) =>
      side === 'candidate' ? candidate(index) : baseline(index)
    return addScoredEvaluation(database, second, returnOf, changes)
  }
  const judgeIt = (evaluation: Evaluation) => database.transaction((sql) => judge(sql, dataOf(evaluation)))
  const verdictOf = async (evaluation: Evaluation) => {
    const judgement = await judgeIt(evaluation)
    return judgement?.kind === 'judged' ? judgement : undefined
  }

  it('compares with playing at random where there is no baseline', async () => {
    const evaluation = await score(strong, weak)
    const judgement = await verdictOf(evaluation)
    const { mean: _, ...subject } = dataOf(evaluation)
    expect(judgement).toMatchObject({
      verdict: 'improved',
      event: { kind: 'evaluation.judged', data: { ...subject, verdict: 'improved' } },
    })
    const { comparison, verdict, state, endedAt } = (await readEvaluation(
      database,
      evaluation.id,
    )) as Evaluation
    expect({ verdict, state }).toEqual({ verdict: 'improved', state: 'judged' })
    expect(endedAt).not.toBeNull()
    expect(comparison).toEqual(judgement?.comparison)
    expect(comparison).toMatchObject({
      baseline: { kind: 'random' },
      baselineScore: { mean: 22, returnsHash: 'baseline' },
      episodes: 20,
      wins: 20,
      ties: 0,
      losses: 0,
      probabilityOfImprovement: 1,
      marginRatio: 0.05,
    })
    expect(comparison?.sentence).toMatch(/^Improved on playing at random: \+\d+/)
  })

  it('takes as margin a twentieth of what lies between random and very good', async () => {
    const judgement = await verdictOf(await score(strong, weak))
    const { referenceReturn, randomReturn } = findEnvironment('CartPole-v1')!.description
    expect(judgement?.comparison.margin).toBeCloseTo((referenceReturn - randomReturn) / 20, 9)
    // Candidates 0 … 19 have a mean of 400.95, the baseline one of 22.
    expect(judgement?.comparison.difference).toBeCloseTo(378.95, 9)
    const [low, high] = judgement?.comparison.interval95 ?? [0, 0]
    expect(low).toBeLessThan(378.95)
    expect(high).toBeGreaterThan(378.95)
  })

  it('compares with the policy that is the baseline', async () => {
    const judgement = await verdictOf(await score(weak, strong, { baselinePolicyId: first.id }))
    expect(judgement).toMatchObject({
      verdict: 'regressed',
      comparison: {
        baseline: { kind: 'policy', policyId: first.id, agent: 'cartpole', version: 1 },
        wins: 0,
        losses: 20,
      },
    })
    expect(judgement?.comparison.sentence).toMatch(/^Regressed from baseline v1: −\d+/)
  })

  it('finds equal returns equivalent', async () => {
    const judgement = await verdictOf(await score(strong, strong, { baselinePolicyId: first.id }))
    expect(judgement).toMatchObject({
      verdict: 'equivalent',
      comparison: { difference: 0, interval95: [0, 0], ties: 20 },
    })
  })

  it('says nothing definite below six episodes', async () => {
    const judgement = await verdictOf(await score(strong, weak, { episodes: 5 }))
    expect(judgement).toMatchObject({ verdict: 'inconclusive', comparison: { interval95: null, wins: 5 } })
    expect(judgement?.comparison.sentence).toContain('no 95 % interval below 6 episodes')
  })

  it('judges once, also when asked twice at the same time', async () => {
    const evaluation = await score(strong, weak)
    const judgements = await Promise.all([judgeIt(evaluation), judgeIt(evaluation)])
    expect(judgements.filter((judgement) => judgement !== undefined)).toHaveLength(1)
    expect(await judgeIt(evaluation)).toBeUndefined()
  })

  it('judges nothing that is not scored, or not there', async () => {
    const waiting = await addEvaluation(database, second)
    expect(await judgeIt(waiting)).toBeUndefined()
    expect(await judgeIt({ ...waiting, id: '0198c5d0-0000-7000-8000-000000000001' })).toBeUndefined()
    expect((await readEvaluation(database, waiting.id))?.state).toBe('queued')
  })

  it('fails an evaluation in words that nobody can judge', async () => {
    const spoil = [
      ["environment = 'Pong-v5'", 'the environment Pong-v5 is not known here'],
      ['baseline_score = NULL', 'its baseline has no score'],
    ]
    for (const [change, reason] of spoil) {
      const evaluation = await score(strong, weak)
      await database.query(`UPDATE evaluations SET ${change} WHERE id = $1`, [evaluation.id])
      const error = `It was scored, but it cannot be judged: ${reason}.`
      expect(await judgeIt(evaluation)).toMatchObject({
        kind: 'failed',
        event: { kind: 'evaluation.failed', data: { evaluation: evaluation.id, error } },
      })
      expect(await readEvaluation(database, evaluation.id)).toMatchObject({ state: 'failed', error })
      expect(await judgeIt(evaluation)).toBeUndefined()
    }
  })
})

describe('nameBaseline', () => {
  const baseline = { kind: 'policy', policyId: 'p', version: 3 } as const

  it('names the policy of another agent by that agent', () => {
    expect(nameBaseline({ agent: 'a', baseline: { ...baseline, agent: 'a' } })).toBe('baseline v3')
    expect(nameBaseline({ agent: 'a', baseline: { ...baseline, agent: 'b' } })).toBe('b v3')
    expect(nameBaseline({ agent: 'a', baseline: { kind: 'random' } })).toBe('playing at random')
  })
})
