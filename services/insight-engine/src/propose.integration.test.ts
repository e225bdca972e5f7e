import type { Policy } from '@tars/contracts'
import {
  type Database,
  listPromotions,
  type NewEvaluation,
  readBaseline,
  rejectPromotion,
  type Side,
} from '@tars/database'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { addPolicy, addScoredEvaluation } from '../../../tests/harness/evaluation.ts'
import { waitUntil } from '../../../tests/harness/wait-until.ts'
import { type Judgement, judge } from './judge.ts'
import { proposeImproved } from './propose.ts'

const traceId = '0af7651916cd43dd8448eb211c80319c'
const better = (side: Side, index: number) => (side === 'candidate' ? 400 : 20) + (index % 3)
const worse = (side: Side, index: number) => (side === 'candidate' ? 20 : 400) + (index % 3)

describe('proposing what has improved', () => {
  let test: TestDatabase
  let database: Database
  let policy: Policy
  let rival: Policy
  beforeAll(async () => {
    test = await createTestDatabase()
    database = test.database
  })
  afterAll(() => test.dispose())
  beforeEach(async () => {
    await database.query('TRUNCATE agents CASCADE')
    policy = await addPolicy(database)
    rival = await addPolicy(database, { seed: 2 })
  })

  /** Judges a fresh evaluation of a policy and proposes what comes of it, in one transaction as an event does. */
  const evaluate = async (candidate: Policy, returnOf = better, changes: Partial<NewEvaluation> = {}) => {
    const { id, agent, environment } = await addScoredEvaluation(database, candidate, returnOf, changes)
    return database.transaction(async (sql) => {
      const data = { evaluation: id, policy: candidate.id, agent, environment, mean: 0 }
      const judgement = (await judge(sql, data)) as Judgement
      return proposeImproved(sql, judgement, `00-${traceId}-b7ad6b7169203331-01`)
    })
  }
  const isAnybodyHeldUp = async () =>
    (
      await database.query(
        "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()",
      )
    ).length > 0
  const letTheVerdictDecide = () => database.query("UPDATE agents SET approval = 'automatic'")

  it('proposes a policy that beats playing at random while its agent has no baseline', async () => {
    const [proposed, ...others] = await evaluate(policy)
    expect(others).toEqual([])
    expect(proposed).toMatchObject({
      kind: 'promotion',
      state: 'proposed',
      policyId: policy.id,
      previousPolicyId: null,
      proposedBy: 'insight-engine',
      traceId,
    })
    expect(proposed?.reason).toMatch(/^Improved on playing at random: \+/)
    expect(proposed?.evaluationId).not.toBeNull()
    expect(await readBaseline(database, policy.agentId)).toBeUndefined()
  })

  it('approves at once where the verdict alone decides, then measures by the new baseline', async () => {
    await letTheVerdictDecide()
    expect(await evaluate(policy)).toMatchObject([
      { state: 'proposed' },
      { state: 'approved', decidedBy: 'insight-engine', policyId: policy.id },
    ])
    expect(await readBaseline(database, policy.agentId)).toBe(policy.id)
    expect(await evaluate(rival)).toEqual([])
    expect(await evaluate(rival, better, { baselinePolicyId: policy.id })).toMatchObject([
      { state: 'proposed', previousPolicyId: policy.id },
      { state: 'approved' },
    ])
    expect(await readBaseline(database, policy.agentId)).toBe(rival.id)
  })

  it('never proposes the baseline itself, nor by a baseline that is not the current one', async () => {
    await letTheVerdictDecide()
    await evaluate(policy)
    expect(await evaluate(policy)).toEqual([])
    expect(await evaluate(policy, better, { baselinePolicyId: rival.id })).toEqual([])
    const third = await addPolicy(database, { seed: 3 })
    expect(await evaluate(third, better, { baselinePolicyId: rival.id })).toEqual([])
  })

  it('proposes nothing that has not improved', async () => {
    expect(await evaluate(policy, worse)).toEqual([])
    expect(await evaluate(policy, (_, index) => index)).toEqual([])
    expect(await listPromotions(database, {}, { limit: 10 })).toEqual([])
  })

  it('never proposes twice, also when two evaluations are judged at the same time', async () => {
    const first = await addScoredEvaluation(database, policy, better)
    const second = await addScoredEvaluation(database, policy, better)
    const judgeIt = ({ id, agent, environment }: typeof first) =>
      database.transaction(async (sql) => {
        const data = { evaluation: id, policy: policy.id, agent, environment, mean: 0 }
        return proposeImproved(sql, (await judge(sql, data)) as Judgement, null)
      })
    const proposed = await Promise.all([judgeIt(first), judgeIt(second)])
    expect(proposed.flat()).toHaveLength(1)
    expect(await evaluate(policy)).toEqual([])
    expect(await listPromotions(database, {}, { limit: 10 })).toHaveLength(1)
  })

  it('does not insist when a person has said no, until the baseline is another one', async () => {
    const [proposed] = await evaluate(policy)
    const decision = { promotionId: proposed?.id ?? '', decidedBy: 'user:1', reason: 'not before Monday' }
    await database.transaction((sql) => rejectPromotion(sql, decision))
    expect(await evaluate(policy)).toEqual([])
    await letTheVerdictDecide()
    await evaluate(rival)
    expect(await evaluate(policy, better, { baselinePolicyId: rival.id })).toHaveLength(2)
  })

  it('does not insist when a person says no in the very moment of the verdict', async () => {
    const [proposed] = await evaluate(policy)
    const decision = { promotionId: proposed?.id ?? '', decidedBy: 'user:1', reason: 'not before Monday' }
    const insisting = await database.transaction(async (sql) => {
      await rejectPromotion(sql, decision)
      const evaluating = evaluate(policy)
      await waitUntil(isAnybodyHeldUp)
      return { evaluating }
    })
    expect(await insisting.evaluating).toEqual([])
  })
})
