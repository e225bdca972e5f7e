import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { addLine, promoteByForce } from '../../../tests/harness/promotion.ts'
import { lockLine, lockLineOf } from './agent-line.ts'
import { createId } from './id.ts'

let test: TestDatabase
beforeAll(async () => {
  test = await createTestDatabase()
})
afterAll(() => test.dispose())

describe('the line of an agent', () => {
  it('tells its baseline and who approves, by agent as by policy', async () => {
    const [one, two] = await addLine(test.database, 'told', 2)
    const line = { id: one!.agentId, name: 'told', approval: 'person' }
    expect(await lockLine(test.database, one!.agentId)).toEqual({
      ...line,
      baselinePolicyId: null,
      baselineVersion: null,
    })
    await promoteByForce(test.database, two!.id)
    const crowned = { ...line, baselinePolicyId: two!.id, baselineVersion: 2 }
    expect(await lockLine(test.database, one!.agentId)).toEqual(crowned)
    expect(await lockLineOf(test.database, one!.id)).toEqual({ line: crowned, version: 1 })
    expect(await lockLine(test.database, createId())).toBeUndefined()
    expect(await lockLineOf(test.database, createId())).toBeUndefined()
  })

  it('is held by one at a time, and tells the next what the one before has done', async () => {
    const [one] = await addLine(test.database, 'held', 1)
    const held = Promise.withResolvers<void>()
    const done = Promise.withResolvers<void>()
    const first = test.database.transaction(async (sql) => {
      await lockLine(sql, one!.agentId)
      held.resolve()
      await sql.query("UPDATE agents SET approval = 'automatic' WHERE id = $1", [one!.agentId])
      await done.promise
    })
    await held.promise
    let isFree = false
    const second = test.database.transaction(async (sql) => {
      const line = await lockLine(sql, one!.agentId)
      isFree = true
      return line
    })
    await test.database.query('SELECT pg_sleep(0.05)')
    expect(isFree).toBe(false)
    done.resolve()
    await first
    expect(await second).toMatchObject({ approval: 'automatic' })
  })
})
