import { agentSchema } from '@tars/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { configureAgent, ensureAgent, listAgents, readAgent } from './agents.ts'
import { storePolicy } from './policies.ts'
import { promotePolicy } from './promote-policy.ts'

let test: TestDatabase
beforeAll(async () => {
  test = await createTestDatabase()
})
afterAll(() => test.dispose())

const environment = 'CartPole-v1'

describe('an agent', () => {
  it('is made when it is first named, and is the same from then on', async () => {
    const made = await ensureAgent(test.database, { name: 'one', environment })
    expect(made).toEqual({ id: made.id, name: 'one', environment })
    expect(await ensureAgent(test.database, { name: 'one', environment })).toEqual(made)
  })

  it('keeps its environment when it is named with another', async () => {
    await ensureAgent(test.database, { name: 'two', environment })
    expect(await ensureAgent(test.database, { name: 'two', environment: 'Pong' })).toMatchObject({
      environment,
    })
  })

  it('is one, even when many name it first at the same time', async () => {
    const named = Array.from({ length: 10 }, () =>
      test.database.transaction((sql) => ensureAgent(sql, { name: 'contested', environment })),
    )
    expect(new Set((await Promise.all(named)).map(({ id }) => id)).size).toBe(1)
  })

  it('cannot have a name that is none', async () => {
    const refused = ensureAgent(test.database, { name: 'no spaces', environment })
    await expect(refused).rejects.toMatchObject({ code: '23514' })
  })
})

describe('the approval of an agent', () => {
  it('is a person unless it is configured otherwise', async () => {
    await ensureAgent(test.database, { name: 'configured', environment })
    expect(await readAgent(test.database, 'configured')).toMatchObject({ approval: 'person' })
    expect(await configureAgent(test.database, 'configured', 'automatic')).toBe(true)
    expect(await readAgent(test.database, 'configured')).toMatchObject({ approval: 'automatic' })
    expect(await configureAgent(test.database, 'nobody', 'automatic')).toBe(false)
    expect(await readAgent(test.database, 'nobody')).toBeUndefined()
  })
})

describe('the list of agents', () => {
  it('has each with its baseline and the number of its policies, newest first', async () => {
    const agent = await ensureAgent(test.database, { name: 'busy', environment })
    await ensureAgent(test.database, { name: 'idle', environment })
    const ids = await test.database.transaction(async (sql) => {
      const policy = {
        agentId: agent.id,
        trainingId: null,
        environment,
        algorithm: 'ppo',
        steps: 1,
        returnMean: null,
        weightHash: 'a'.repeat(64),
        file: new Uint8Array([1]),
        region: 'local',
      }
      const stored = [await storePolicy(sql, policy), await storePolicy(sql, policy)]
      const forced = { actor: 'user:1', reason: 'a test', force: true, traceparent: null }
      await promotePolicy(sql, { policyId: stored[0]!, ...forced })
      return stored
    })
    const [idle, busy] = await listAgents(test.database, {}, { limit: 2 })
    expect(idle).toMatchObject({ name: 'idle', baselinePolicyId: null, policies: 0, proposals: 0 })
    expect(busy).toMatchObject({
      name: 'busy',
      baselinePolicyId: ids[0],
      baselineVersion: 1,
      policies: 2,
      approval: 'person',
    })
    expect(agentSchema.parse(busy)).toEqual(busy)
    expect((await listAgents(test.database, {}, { limit: 1, before: idle!.id }))[0]).toEqual(busy)
  })
})
