import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { addLine } from '../../../tests/harness/promotion.ts'
import { type AgentLine, lockLine } from './agent-line.ts'
import { insertApproved, readBaseline } from './baseline.ts'
import { readPromotion } from './promotions.ts'

let test: TestDatabase
beforeAll(async () => {
  test = await createTestDatabase()
})
afterAll(() => test.dispose())

describe('the baseline of an agent', () => {
  it('is none at first, and then what was approved last, with what was before it on record', async () => {
    const [one, two] = await addLine(test.database, 'agent', 2)
    const { agentId } = one!
    expect(await readBaseline(test.database, agentId)).toBeUndefined()
    const approve = (policyId: string, policyVersion: number) =>
      test.database.transaction(async (sql) => {
        const line = (await lockLine(sql, agentId)) as AgentLine
        const decided = { evaluationId: null, actor: 'user:ada', reason: 'why', traceparent: null }
        return insertApproved(sql, line, { kind: 'promotion', policyId, policyVersion, ...decided })
      })
    await approve(one!.id, 1)
    expect(await readBaseline(test.database, agentId)).toBe(one!.id)
    const id = await approve(two!.id, 2)
    expect(await readBaseline(test.database, agentId)).toBe(two!.id)
    expect(await readPromotion(test.database, id)).toMatchObject({
      state: 'approved',
      policyVersion: 2,
      previousPolicyVersion: 1,
      proposedBy: 'user:ada',
      decidedBy: 'user:ada',
      reason: 'why',
    })
  })
})
