import { type Policy, type Promotion, promotionSchema, type Verdict } from '@tars/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { addLine, promotionOf } from '../../../tests/harness/promotion.ts'
import { addVerdict } from '../../../tests/harness/verdict.ts'
import { readBaseline } from './baseline.ts'
import { createId } from './id.ts'
import { promotePolicy } from './promote-policy.ts'
import type { PromotionOutcome } from './promotion-outcome.ts'
import { proposePromotion, readPromotion } from './promotions.ts'

let test: TestDatabase
beforeAll(async () => {
  test = await createTestDatabase()
})
afterAll(() => test.dispose())

function promote(
  { id }: Policy,
  given: { reason?: string; force?: boolean } = {},
): Promise<PromotionOutcome> {
  const wanted = { policyId: id, actor: 'user:ada', reason: null, force: false, traceparent: null, ...given }
  return test.database.transaction((sql) => promotePolicy(sql, wanted))
}

async function propose({ id: policyId, agentId }: Policy): Promise<Promotion> {
  const proposal = { agentId, policyId, proposedBy: 'user:bob', reason: null, traceparent: null }
  return promotionOf(await test.database.transaction((sql) => proposePromotion(sql, proposal)))
}

const judge = (policy: Policy, verdict: Verdict, baseline: Policy) =>
  addVerdict(test.database, policy, { verdict, baselinePolicyId: baseline.id })

const readAudit = (subject: string) =>
  test.database.query<{ action: string }>('SELECT action, detail FROM audit WHERE subject = $1 ORDER BY id', [
    subject,
  ])

describe('a direct promotion', () => {
  it('needs a verdict that speaks for it, or force with a reason, which is kept', async () => {
    const [first, second, third] = await addLine(test.database, 'direct', 3)
    expect((await promote(first!)).refused).toEqual({
      code: 'PROMOTION_UNPROVEN',
      message: 'direct v1 has no deterministic evaluation against playing at random.',
    })
    const forced = promotionOf(await promote(first!, { force: true, reason: 'we must start somewhere' }))
    expect(promotionSchema.parse(forced)).toEqual(forced)
    expect(forced).toMatchObject({
      state: 'approved',
      reason: 'we must start somewhere',
      evaluationId: null,
      previousPolicyId: null,
    })
    expect(await readAudit(first!.id)).toMatchObject([
      { action: 'policy.promote', detail: { force: true, reason: 'we must start somewhere' } },
    ])
    const evaluation = await judge(second!, 'equivalent', first!)
    expect(promotionOf(await promote(second!))).toMatchObject({
      previousPolicyId: first!.id,
      previousPolicyVersion: 1,
      evaluationId: evaluation.id,
    })
    await judge(third!, 'regressed', second!)
    expect((await promote(third!)).refused?.message).toContain('its verdict is regressed')
    expect((await promote(second!)).refused?.message).toBe('direct v2 is the baseline already.')
    expect((await promote({ ...first!, id: createId() })).refused?.code).toBe('NOT_FOUND')
  })

  it('approves the open proposal of its policy and supersedes the others', async () => {
    const [one, two] = await addLine(test.database, 'overtaken', 2)
    const proposals = [await propose(one!), await propose(two!)]
    const promotion = promotionOf(await promote(one!, { force: true, reason: 'now' }))
    expect(promotion).toMatchObject({ id: proposals[0]?.id, state: 'approved', decisionReason: 'now' })
    expect((await readPromotion(test.database, proposals[1]!.id))?.state).toBe('superseded')
  })

  it('is won by each policy in turn when many promote at once, and the history has no gap', async () => {
    const [one, two] = await addLine(test.database, 'contested', 2)
    const turns = [one!, two!, one!, two!, one!, two!]
    await Promise.all(turns.map((policy) => promote(policy, { force: true, reason: 'race' })))
    const history = await test.database.query<{ policyId: string; previousPolicyId: string | null }>(
      'SELECT policy_id, previous_policy_id FROM promotions WHERE agent_id = $1 ORDER BY decided_at',
      [one!.agentId],
    )
    expect(history.length).toBeGreaterThanOrEqual(2)
    const before = [null, ...history.map(({ policyId }) => policyId)]
    for (const [at, { previousPolicyId }] of history.entries()) expect(previousPolicyId).toBe(before[at])
    expect(await readBaseline(test.database, one!.agentId)).toBe(history.at(-1)?.policyId)
  })
})
