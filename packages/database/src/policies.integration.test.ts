import { type Id, policySchema } from '@tars/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { ensureAgent } from './agents.ts'
import { createId } from './id.ts'
import { listPolicies, type NewPolicy, readPolicy, readPolicyFile, storePolicy } from './policies.ts'
import { promotePolicy } from './promote-policy.ts'

let test: TestDatabase
beforeAll(async () => {
  test = await createTestDatabase()
})
afterAll(() => test.dispose())

async function policyFor(agentName: string): Promise<NewPolicy> {
  const { id } = await ensureAgent(test.database, { name: agentName, environment: 'CartPole-v1' })
  return {
    agentId: id,
    trainingId: null,
    environment: 'CartPole-v1',
    algorithm: 'ppo',
    steps: 50_000,
    returnMean: 487.5,
    weightHash: '0f'.repeat(32),
    file: Uint8Array.from({ length: 300 }, (_, index) => index),
    region: 'local',
  }
}

function store(policy: NewPolicy): Promise<Id> {
  return test.database.transaction((sql) => storePolicy(sql, policy))
}

describe('a policy', () => {
  it('is read as it was stored, with its version and the size of its file', async () => {
    const policy = await policyFor('reader')
    const id = await store(policy)
    const read = await readPolicy(test.database, id)
    const { file, region, ...stored } = policy
    expect(read).toMatchObject({
      ...stored,
      id,
      agent: 'reader',
      version: 1,
      bytes: file.length,
      isBaseline: false,
    })
    expect(read).not.toHaveProperty('file')
    expect(region).toBe('local')
    expect(policySchema.parse(read)).toEqual(read)
  })

  it('keeps its file byte for byte', async () => {
    const policy = await policyFor('filer')
    const file = await readPolicyFile(test.database, await store(policy))
    expect(new Uint8Array(file ?? [])).toEqual(policy.file)
  })

  it('that there is not is undefined', async () => {
    expect(await readPolicy(test.database, createId())).toBeUndefined()
    expect(await readPolicyFile(test.database, createId())).toBeUndefined()
  })

  it('gets the next version of its agent, without gaps, however many are stored at once', async () => {
    const [policy, other] = [await policyFor('crowded'), await policyFor('quiet')]
    const ids = await Promise.all(Array.from({ length: 12 }, () => store(policy)))
    const policies = await Promise.all(ids.map((id) => readPolicy(test.database, id)))
    const versions = policies.map((one) => one?.version ?? 0).toSorted((a, b) => a - b)
    expect(versions).toEqual(Array.from({ length: 12 }, (_, index) => index + 1))
    expect(await readPolicy(test.database, await store(other))).toMatchObject({ version: 1 })
  })

  it('that is not kept leaves no gap in the versions', async () => {
    const policy = await policyFor('undone')
    const failing = test.database.transaction(async (sql) => {
      await storePolicy(sql, policy)
      throw new RangeError('no')
    })
    await expect(failing).rejects.toThrow(RangeError)
    expect(await readPolicy(test.database, await store(policy))).toMatchObject({ version: 1 })
  })

  it('is refused with a hash that is none', async () => {
    const policy = { ...(await policyFor('hashless')), weightHash: 'ABC' }
    await expect(store(policy)).rejects.toMatchObject({ code: '23514' })
  })
})

describe('the list of policies', () => {
  it('is newest first, of one agent or of all, and marks the baseline', async () => {
    const [mine, other] = [await policyFor('mine'), await policyFor('other')]
    const [first, second, third] = [await store(mine), await store(mine), await store(other)]
    await test.database.transaction((sql) =>
      promotePolicy(sql, {
        policyId: first,
        actor: 'user:1',
        reason: 'a test',
        force: true,
        traceparent: null,
      }),
    )
    const ofAll = await listPolicies(test.database, {}, { limit: 3 })
    expect(ofAll.map(({ id }) => id)).toEqual([third, second, first])
    expect(ofAll.map(({ isBaseline }) => isBaseline)).toEqual([false, false, true])
    const ofMine = await listPolicies(test.database, { agent: 'mine' }, { limit: 9 })
    expect(ofMine.map(({ id }) => id)).toEqual([second, first])
    const older = await listPolicies(test.database, { agent: 'mine' }, { limit: 9, before: second })
    expect(older.map(({ id }) => id)).toEqual([first])
    expect(await listPolicies(test.database, { agent: 'nobody' }, { limit: 9 })).toEqual([])
  })
})
