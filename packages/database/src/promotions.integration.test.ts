import { type Policy, type Promotion, promotionSchema, type Verdict } from '@tars/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { addEvaluation } from '../../../tests/harness/evaluation.ts'
import { addLine as addPolicies, promoteByForce, promotionOf } from '../../../tests/harness/promotion.ts'
import { addVerdict } from '../../../tests/harness/verdict.ts'
import { configureAgent, readAgent } from './agents.ts'
import { readBaseline } from './baseline.ts'
import { createId } from './id.ts'
import type { PromotionOutcome } from './promotion-outcome.ts'
import {
  approveAutomatically,
  approvePromotion,
  listPromotions,
  type Proposal,
  proposePromotion,
  readPromotion,
  rejectPromotion,
} from './promotions.ts'

let test: TestDatabase
beforeAll(async () => {
  test = await createTestDatabase()
})
afterAll(() => test.dispose())

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
const traceparent = `00-${traceId}-00f067aa0ba902b7-01`

const addLine = (agent: string, count: number) => addPolicies(test.database, agent, count)

function propose({ id, agentId }: Policy, given: Partial<Proposal> = {}): Promise<PromotionOutcome> {
  const proposal = { agentId, policyId: id, proposedBy: 'user:ada', reason: null, traceparent, ...given }
  return test.database.transaction((sql) => proposePromotion(sql, proposal))
}

function approve({ id }: Pick<Promotion, 'id'>, decidedBy = 'user:bob'): Promise<PromotionOutcome> {
  const decision = { promotionId: id, decidedBy, reason: 'looks good' }
  return test.database.transaction((sql) => approvePromotion(sql, decision))
}

const judge = (policy: Policy, verdict: Verdict, baseline?: Policy) =>
  addVerdict(test.database, policy, { verdict, baselinePolicyId: baseline?.id ?? null })

const readAudit = (subject: string) =>
  test.database.query<{ action: string; actor: string; detail: Record<string, unknown> }>(
    'SELECT action, actor, detail FROM audit WHERE subject = $1 ORDER BY id',
    [subject],
  )

describe('a proposal', () => {
  it('carries who, why, the trace, and the latest judged evaluation against the current baseline', async () => {
    const [policy] = await addLine('evident', 1)
    await judge(policy!, 'regressed')
    const evaluation = await judge(policy!, 'improved')
    await addEvaluation(test.database, policy!)
    const promotion = promotionOf(await propose(policy!, { reason: 'it is better' }))
    expect(promotionSchema.parse(promotion)).toEqual(promotion)
    expect(promotion).toMatchObject({
      kind: 'promotion',
      state: 'proposed',
      agent: 'evident',
      policyVersion: 1,
      previousPolicyId: null,
      evaluationId: evaluation.id,
      reason: 'it is better',
      proposedBy: 'user:ada',
      decidedBy: null,
      traceId,
    })
    expect(await readBaseline(test.database, promotion.agentId)).toBeUndefined()
    expect(await readAgent(test.database, 'evident')).toMatchObject({ proposals: 1, baselinePolicyId: null })
    expect(await readAudit(promotion.id)).toEqual([
      {
        action: 'promotion.propose',
        actor: 'user:ada',
        detail: { policy: policy!.id, evaluation: evaluation.id, reason: 'it is better' },
      },
    ])
  })

  it('is possible without evidence, and then has none', async () => {
    const [policy] = await addLine('hopeful', 1)
    expect(promotionOf(await propose(policy!))).toMatchObject({ evaluationId: null, state: 'proposed' })
  })

  it('names the open one when the policy is proposed already, however many ask at once', async () => {
    const [policy] = await addLine('twice', 1)
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => propose(policy!)))
    const proposed = outcomes.flatMap(({ promotion }) => promotion ?? [])
    expect(proposed).toHaveLength(1)
    const refused = outcomes.flatMap((outcome) => outcome.refused ?? [])
    expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(['STATE_CONFLICT']))
    expect(refused[0]?.message).toBe(`twice v1 is proposed already, by the promotion ${proposed[0]?.id}.`)
  })

  it('of the baseline itself, of nobody or for another agent is refused', async () => {
    const [policy] = await addLine('crowned', 1)
    await promoteByForce(test.database, policy!.id)
    expect((await propose(policy!)).refused).toEqual({
      code: 'STATE_CONFLICT',
      message: 'crowned v1 is the baseline already.',
    })
    expect((await propose({ ...policy!, id: createId() })).refused?.code).toBe('NOT_FOUND')
    const [stranger] = await addLine('stranger', 1)
    expect((await propose({ ...stranger!, agentId: policy!.agentId })).refused?.code).toBe('NOT_FOUND')
  })

  it('by a named evaluation needs it to be judged against the current baseline', async () => {
    const [first, second] = await addLine('named', 2)
    const old = await judge(second!, 'improved')
    await promoteByForce(test.database, first!.id)
    expect((await propose(second!, { evaluationId: old.id })).refused).toEqual({
      code: 'PROMOTION_UNPROVEN',
      message: 'named v2 has no deterministic evaluation against baseline v1.',
    })
    const open = await addEvaluation(test.database, second!, { baselinePolicyId: first!.id })
    expect((await propose(second!, { evaluationId: open.id })).refused?.message).toBe(
      'The evaluation of named v2 against baseline v1 is not judged yet.',
    )
    const fresh = await judge(second!, 'improved', first!)
    expect(promotionOf(await propose(second!, { evaluationId: fresh.id }))).toMatchObject({
      evaluationId: fresh.id,
    })
  })
})

describe('an approval', () => {
  it.each(['improved', 'equivalent'] as const)('of what is %s makes it the baseline', async (verdict) => {
    const [policy] = await addLine(`approved-${verdict}`, 1)
    const proposal = promotionOf(await propose(policy!))
    const evaluation = await judge(policy!, verdict)
    const promotion = promotionOf(await approve(proposal))
    expect(promotionSchema.parse(promotion)).toEqual(promotion)
    expect(promotion).toMatchObject({
      id: proposal.id,
      state: 'approved',
      evaluationId: evaluation.id,
      decidedBy: 'user:bob',
      decisionReason: 'looks good',
    })
    expect(await readBaseline(test.database, policy!.agentId)).toBe(policy!.id)
    expect((await readAudit(proposal.id)).map(({ action }) => action)).toEqual([
      'promotion.propose',
      'promotion.approve',
    ])
  })

  it('without a verdict that speaks for it says exactly what is missing', async () => {
    const [first, second] = await addLine('unproven', 2)
    await promoteByForce(test.database, first!.id)
    const proposal = promotionOf(await propose(second!))
    await judge(second!, 'improved')
    const messages = async () => (await approve(proposal)).refused
    expect(await messages()).toEqual({
      code: 'PROMOTION_UNPROVEN',
      message: 'unproven v2 has no deterministic evaluation against baseline v1.',
    })
    await judge(second!, 'inconclusive', first!)
    expect((await messages())?.message).toBe(
      'unproven v2 was evaluated against baseline v1, and its verdict is inconclusive: The verdict of the test: inconclusive.',
    )
    await judge(second!, 'regressed', first!)
    expect((await messages())?.message).toContain('its verdict is regressed')
    expect(await readPromotion(test.database, proposal.id)).toEqual(proposal)
    expect(await readBaseline(test.database, first!.agentId)).toBe(first!.id)
  })

  it('supersedes every other proposal of the agent, and of no other agent', async () => {
    const [one, two, three] = await addLine('rivals', 3)
    const [bystander] = await addLine('bystander', 1)
    const elsewhere = promotionOf(await propose(bystander!))
    for (const policy of [one!, two!]) await judge(policy, 'improved')
    const proposals = [
      promotionOf(await propose(one!)),
      promotionOf(await propose(two!)),
      promotionOf(await propose(three!)),
    ]
    promotionOf(await approve(proposals[1]!))
    const states = await Promise.all(proposals.map(({ id }) => readPromotion(test.database, id)))
    expect(states.map((promotion) => promotion?.state)).toEqual(['superseded', 'approved', 'superseded'])
    expect((await approve(proposals[0]!)).refused).toEqual({
      code: 'STATE_CONFLICT',
      message: 'The promotion is superseded already: v2 became the baseline before it was decided.',
    })
    expect((await approve(proposals[1]!)).refused?.message).toBe('The promotion is approved already.')
    expect((await readPromotion(test.database, elsewhere.id))?.state).toBe('proposed')
  })

  it('is won by exactly one when many approve at once, of one proposal as of several', async () => {
    for (let round = 0; round < 5; round++) {
      const agent = `race-${round}`
      const [one, two] = await addLine(agent, 2)
      for (const policy of [one!, two!]) await judge(policy, 'improved')
      const proposals = [promotionOf(await propose(one!)), promotionOf(await propose(two!))]
      const outcomes = await Promise.all(
        [0, 1, 0, 1].map((at, turn) => approve(proposals[at]!, `user:${turn}`)),
      )
      const won = outcomes.flatMap(({ promotion }) => promotion ?? [])
      expect(won).toHaveLength(1)
      expect(outcomes.flatMap((outcome) => outcome.refused?.code ?? [])).toEqual(
        Array(3).fill('STATE_CONFLICT'),
      )
      expect(await readBaseline(test.database, one!.agentId)).toBe(won[0]?.policyId)
      const listed = await listPromotions(test.database, { agent }, { limit: 9 })
      expect(listed.map(({ state }) => state).sort()).toEqual(['approved', 'superseded'])
    }
  })

  it('of nothing is refused', async () => {
    expect((await approve({ id: createId() })).refused?.code).toBe('NOT_FOUND')
  })
})

describe('an automatic approval', () => {
  const approveAlone = (proposal: Promotion) =>
    test.database.transaction((sql) => approveAutomatically(sql, proposal, 'insight-engine'))

  it('follows the verdict improved alone, and only where the agent is configured so', async () => {
    const [first, second] = await addLine('alone', 2)
    await judge(first!, 'improved')
    const proposal = promotionOf(await propose(first!))
    expect(await approveAlone(proposal)).toBeUndefined()
    await configureAgent(test.database, 'alone', 'automatic')
    expect(await approveAlone(proposal)).toMatchObject({
      state: 'approved',
      decidedBy: 'insight-engine',
      decisionReason: 'Approved automatically: the verdict is improved.',
    })
    await judge(second!, 'equivalent', first!)
    expect(await approveAlone(promotionOf(await propose(second!)))).toBeUndefined()
    expect(await readBaseline(test.database, first!.agentId)).toBe(first!.id)
  })

  it('waits for a person once one has rejected the policy, until the baseline is another one', async () => {
    const [first, second] = await addLine('overruled', 2)
    await configureAgent(test.database, 'overruled', 'automatic')
    await judge(first!, 'improved')
    promotionOf(await reject(promotionOf(await propose(first!)).id))
    expect(await approveAlone(promotionOf(await propose(first!)))).toBeUndefined()
    await judge(second!, 'improved')
    expect(await approveAlone(promotionOf(await propose(second!)))).toMatchObject({ state: 'approved' })
    await judge(first!, 'improved', second!)
    expect(await approveAlone(promotionOf(await propose(first!)))).toMatchObject({ state: 'approved' })
  })
})

const reject = (promotionId: string) =>
  test.database.transaction((sql) =>
    rejectPromotion(sql, { promotionId, decidedBy: 'user:bob', reason: 'too slow' }),
  )

describe('a rejection', () => {
  it('ends a proposal with its reason, after which the policy can be proposed again', async () => {
    const [policy] = await addLine('rejected', 1)
    const proposal = promotionOf(await propose(policy!))
    expect(promotionOf(await reject(proposal.id))).toMatchObject({
      state: 'rejected',
      decidedBy: 'user:bob',
      decisionReason: 'too slow',
    })
    expect((await reject(proposal.id)).refused?.message).toBe('The promotion is rejected already.')
    expect((await readAudit(proposal.id)).at(-1)).toMatchObject({
      action: 'promotion.reject',
      detail: { reason: 'too slow' },
    })
    expect(promotionOf(await propose(policy!)).id).not.toBe(proposal.id)
    expect((await reject(createId())).refused?.code).toBe('NOT_FOUND')
  })
})

describe('the list of promotions', () => {
  it('holds to agent, policy and state, newest first', async () => {
    const [one, two] = await addLine('listed', 2)
    const first = promotionOf(await propose(one!))
    const second = promotionOf(await propose(two!))
    const list = async (filter: Parameters<typeof listPromotions>[1], limit = 9) =>
      (await listPromotions(test.database, filter, { limit })).map(({ id }) => id)
    expect(await list({ agent: 'listed' })).toEqual([second.id, first.id])
    expect(await list({ agent: 'listed', policy: one!.id })).toEqual([first.id])
    expect(await list({ agent: 'listed', state: 'rejected' })).toEqual([])
    expect(await listPromotions(test.database, { agent: 'listed' }, { limit: 1, before: second.id })).toEqual(
      [first],
    )
  })
})
