import { type Id, promotionSchema } from '@tars/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { ensureAgent } from './agents.ts'
import { storePolicy } from './policies.ts'
import { promotePolicy, readBaseline } from './promotions.ts'

let test: TestDatabase
beforeAll(async () => {
  test = await createTestDatabase()
})
afterAll(() => test.dispose())

async function makeAgent(name: string): Promise<{ agentId: Id; first: Id; second: Id }> {
  const { id: agentId } = await ensureAgent(test.database, { name, environment: 'CartPole-v1' })
  const store = () =>
    test.database.transaction((sql) =>
      storePolicy(sql, {
        agentId,
        trainingId: null,
        environment: 'CartPole-v1',
        algorithm: 'ppo',
        steps: 1,
        returnMean: null,
        weightHash: 'a'.repeat(64),
        file: new Uint8Array([1]),
        region: 'local',
      }),
    )
  return { agentId, first: await store(), second: await store() }
}

function promote(agentId: Id, policyId: Id, reason: string | null = null) {
  return test.database.transaction((sql) =>
    promotePolicy(sql, { agentId, policyId, actor: 'user:ada', reason }),
  )
}

function listHistory(agentId: Id) {
  return test.database.query<{ policyId: Id; previousPolicyId: Id | null }>(
    'SELECT policy_id, previous_policy_id FROM promotions WHERE agent_id = $1 ORDER BY id',
    [agentId],
  )
}

describe('a promotion', () => {
  it('makes the policy the baseline and is recorded with who, why and what was before', async () => {
    const { agentId, first, second } = await makeAgent('recorded')
    expect(await readBaseline(test.database, agentId)).toBeUndefined()
    const promotion = await promote(agentId, first, 'the first')
    expect(promotionSchema.parse(promotion)).toEqual(promotion)
    expect(promotion).toMatchObject({
      agentId,
      policyId: first,
      previousPolicyId: null,
      state: 'approved',
      reason: 'the first',
      proposedBy: 'user:ada',
      decidedBy: 'user:ada',
    })
    expect(await readBaseline(test.database, agentId)).toBe(first)
    expect(await promote(agentId, second)).toMatchObject({ previousPolicyId: first, reason: null })
    expect(await readBaseline(test.database, agentId)).toBe(second)
  })

  it('of what is the baseline already changes and records nothing', async () => {
    const { agentId, first } = await makeAgent('again')
    await promote(agentId, first)
    expect(await promote(agentId, first)).toBeUndefined()
    expect(await listHistory(agentId)).toHaveLength(1)
  })

  it('can be taken back by promoting the one before, and the history tells all of it', async () => {
    const { agentId, first, second } = await makeAgent('returned')
    for (const policyId of [first, second, first]) await promote(agentId, policyId)
    expect(await readBaseline(test.database, agentId)).toBe(first)
    expect(await listHistory(agentId)).toEqual([
      { policyId: first, previousPolicyId: null },
      { policyId: second, previousPolicyId: first },
      { policyId: first, previousPolicyId: second },
    ])
  })

  it('joins the history link by link, even when many promote at once', async () => {
    const { agentId, first, second } = await makeAgent('contested')
    const other = await makeAgent('bystander')
    await Promise.all(
      [first, second, first, second, first, second].map((policyId) => promote(agentId, policyId)),
    )
    const history = await listHistory(agentId)
    expect(history.length).toBeGreaterThanOrEqual(2)
    const [earliest, ...later] = history.toSorted((a) => (a.previousPolicyId === null ? -1 : 1))
    expect(earliest?.previousPolicyId).toBeNull()
    for (const { policyId, previousPolicyId } of later) expect(previousPolicyId).not.toBe(policyId)
    // Each policy was left as often as it was taken up, but for the one that stays.
    const balance = (id: Id) =>
      history.filter(({ policyId }) => policyId === id).length -
      history.filter(({ previousPolicyId }) => previousPolicyId === id).length
    const baseline = await readBaseline(test.database, agentId)
    expect([first, second].map((id) => [id === baseline, balance(id)])).toEqual(
      [first, second].map((id) => (id === baseline ? [true, 1] : [false, 0])),
    )
    expect(await readBaseline(test.database, other.agentId)).toBeUndefined()
  })
})
