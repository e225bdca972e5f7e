import type { Policy } from '@tars/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { addPolicy } from '../../../tests/harness/evaluation.ts'
import { addLine, promoteByForce } from '../../../tests/harness/promotion.ts'
import { readBaseline } from './baseline.ts'
import { createId } from './id.ts'
import { proposePromotion, readPromotion } from './promotions.ts'
import { rollBackAgent } from './roll-back-agent.ts'

let test: TestDatabase
beforeAll(async () => {
  test = await createTestDatabase()
})
afterAll(() => test.dispose())

const by = { actor: 'user:ada', reason: 'it fell over', traceparent: null }

/** Policies of an agent, each promoted after the one before; v1 first. */
async function promoteLine(agent: string, count: number): Promise<Policy[]> {
  const policies = await addLine(test.database, agent, count)
  for (const { id } of policies) await promoteByForce(test.database, id)
  return policies
}

const rollBack = (agentId: string, policyId?: string) =>
  test.database.transaction((sql) => rollBackAgent(sql, { agentId, policyId, ...by }))

describe('a rollback', () => {
  it('leads back step by step to the first baseline, and no further', async () => {
    const [one, two, three] = await promoteLine('steps', 3)
    const { agentId } = one!
    expect((await rollBack(agentId)).promotion).toMatchObject({
      kind: 'rollback',
      state: 'approved',
      policyId: two!.id,
      previousPolicyId: three!.id,
      reason: 'it fell over',
      decidedBy: 'user:ada',
    })
    expect((await rollBack(agentId)).promotion?.policyId).toBe(one!.id)
    expect(await readBaseline(test.database, agentId)).toBe(one!.id)
    expect((await rollBack(agentId)).refused).toEqual({
      code: 'STATE_CONFLICT',
      message: 'steps has no baseline before the current one.',
    })
    const entries = await test.database.query(
      "SELECT action, detail FROM audit WHERE subject = $1 AND action = 'agent.rollback' ORDER BY id",
      [agentId],
    )
    expect(entries).toEqual([
      { action: 'agent.rollback', detail: { from: three!.id, to: two!.id, reason: 'it fell over' } },
      { action: 'agent.rollback', detail: { from: two!.id, to: one!.id, reason: 'it fell over' } },
    ])
  })

  it('takes a former baseline by name, also one that was left by a rollback', async () => {
    const [one, , three] = await promoteLine('named', 3)
    const { agentId } = one!
    expect((await rollBack(agentId, one!.id)).promotion?.policyId).toBe(one!.id)
    expect((await rollBack(agentId, one!.id)).refused).toEqual({
      code: 'STATE_CONFLICT',
      message: 'named v1 is the baseline already.',
    })
    expect((await rollBack(agentId, three!.id)).promotion?.policyId).toBe(three!.id)
    expect((await rollBack(agentId)).promotion?.policyId).toBe(one!.id)
  })

  it('to a policy that never was the baseline is refused, and changes nothing', async () => {
    const [one, two] = await promoteLine('never', 2)
    const fresh = await addPolicy(test.database, { agent: 'never', seed: 3 })
    expect((await rollBack(one!.agentId, fresh.id)).refused).toEqual({
      code: 'REQUEST_INVALID',
      message: `The policy ${fresh.id} never was the baseline of never.`,
    })
    expect(await readBaseline(test.database, one!.agentId)).toBe(two!.id)
    expect((await rollBack(createId())).refused?.code).toBe('NOT_FOUND')
  })

  it('supersedes what was proposed against the baseline that is left', async () => {
    const [one] = await promoteLine('left', 2)
    const { agentId } = one!
    const { id: policyId } = await addPolicy(test.database, { agent: 'left', seed: 3 })
    const wanted = { agentId, policyId, proposedBy: 'user:bob', reason: null, traceparent: null }
    const { promotion } = await test.database.transaction((sql) => proposePromotion(sql, wanted))
    await rollBack(agentId)
    expect(await readPromotion(test.database, promotion!.id)).toMatchObject({
      state: 'superseded',
      decisionReason: 'v1 became the baseline before it was decided',
    })
  })

  it('goes one step for each of many that roll back at once', async () => {
    const [one] = await promoteLine('crowd', 4)
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => rollBack(one!.agentId)))
    const versions = outcomes.flatMap(({ promotion }) => promotion?.policyVersion ?? [])
    expect(versions.toSorted()).toEqual([1, 2, 3])
    expect(await readBaseline(test.database, one!.agentId)).toBe(one!.id)
  })
})
