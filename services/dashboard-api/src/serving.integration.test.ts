import { createId } from '@tars/database'
import type { Feed, StoredEvent, Subscriber } from '@tars/events'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { addPolicy } from '../../../tests/harness/evaluation.ts'
import { promoteByForce } from '../../../tests/harness/promotion.ts'
import { type Serving, startServing } from './serving.ts'

let test: TestDatabase
beforeAll(async () => {
  test = await createTestDatabase()
})
afterAll(() => test.dispose())

/** The database, with a count of what is read. */
let reads = 0
const sql = {
  query<Row>(text: string, values?: readonly unknown[]) {
    reads++
    return test.database.query<Row>(text, values)
  },
}

/** A feed whose events the test tells. */
function createToldFeed() {
  let subscriber: Subscriber | undefined
  let offset = 10
  const feed: Feed = {
    epoch: 'test',
    async subscribe(_channel, _since, joining) {
      subscriber = joining
      joining.onStart({ epoch: 'test', offset }, true)
      const close = () => {
        subscriber = undefined
      }
      return { close }
    },
    close: async () => undefined,
  }
  return {
    feed,
    tell(kind: string, data: object, { skipped = 0 } = {}) {
      offset += 1 + skipped
      const event: StoredEvent = { channel: 'policies', offset, kind, data, traceparent: null, at: '' }
      subscriber?.onEvent(event)
    },
    isFollowed: () => subscriber !== undefined,
  }
}

let told: ReturnType<typeof createToldFeed>
let serving: Serving
beforeEach(async () => {
  told = createToldFeed()
  serving = await startServing({ sql, feed: told.feed })
})
afterEach(() => serving.close())

const promote = (policyId: string) => promoteByForce(test.database, policyId)

async function addBaseline(agent: string) {
  const policy = await addPolicy(test.database, { agent })
  await promote(policy.id)
  return policy
}

describe('serving', () => {
  it('reads nothing once it knows the baseline, whether it is named or not', async () => {
    const { id } = await addBaseline('warm')
    expect(await serving.find('warm', undefined)).toMatchObject({ id, agent: 'warm', version: 1 })
    reads = 0
    for (let turn = 0; turn < 100; turn++) await serving.find('warm', turn % 2 === 0 ? undefined : id)
    expect(reads).toBe(0)
  })

  it('reads once for many that ask in the same moment', async () => {
    await addBaseline('crowd')
    reads = 0
    await Promise.all(Array.from({ length: 50 }, () => serving.find('crowd', undefined)))
    // The agent, the policy and its file.
    expect(reads).toBe(3)
  })

  it('answers with the new baseline as soon as its event is there, and still with the old one by name', async () => {
    const old = await addBaseline('replaced')
    await serving.find('replaced', undefined)
    const next = await addPolicy(test.database, { agent: 'replaced', seed: 2 })
    await promote(next.id)
    expect(await serving.find('replaced', undefined)).toMatchObject({ id: old.id })
    told.tell('policy.promoted', { agent: 'replaced', policy: next.id, previousPolicy: old.id })
    expect(await serving.find('replaced', undefined)).toMatchObject({ id: next.id, version: 2 })
    expect(await serving.find('replaced', old.id)).toMatchObject({ id: old.id, version: 1 })
  })

  it('never goes back to an older baseline because its event came late', async () => {
    const old = await addBaseline('late')
    const next = await addPolicy(test.database, { agent: 'late', seed: 2 })
    await serving.find('late', undefined)
    await promote(next.id)
    serving.refresh('late')
    told.tell('policy.promoted', { agent: 'late', policy: old.id, previousPolicy: null })
    expect(await serving.find('late', undefined)).toMatchObject({ id: next.id })
  })

  it('reads every baseline anew when events were forgotten before it saw them', async () => {
    await addBaseline('gap')
    await serving.find('gap', undefined)
    const next = await addPolicy(test.database, { agent: 'gap', seed: 2 })
    await promote(next.id)
    told.tell('agent.configured', { agent: 'another' })
    expect((await serving.find('gap', undefined)).id).not.toBe(next.id)
    told.tell('agent.configured', { agent: 'another' }, { skipped: 1 })
    expect(await serving.find('gap', undefined)).toMatchObject({ id: next.id })
  })

  it('does not read agents that nobody asks for', async () => {
    reads = 0
    told.tell('policy.promoted', { agent: 'unasked', policy: createId(), previousPolicy: null })
    expect(reads).toBe(0)
  })

  it('refuses unknown agents, agents without a baseline, and policies of others', async () => {
    await expect(serving.find('nobody', undefined)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const fresh = await addPolicy(test.database, { agent: 'fresh' })
    await expect(serving.find('fresh', undefined)).rejects.toMatchObject({
      code: 'STATE_CONFLICT',
      message: 'fresh has no baseline yet.',
    })
    expect(await serving.find('fresh', fresh.id)).toMatchObject({ id: fresh.id })
    const stranger = await addPolicy(test.database, { agent: 'stranger' })
    for (const policy of [stranger.id, createId()])
      await expect(serving.find('fresh', policy)).rejects.toMatchObject({
        code: 'REQUEST_INVALID',
        facts: { problems: [{ path: 'policy', message: 'must be a policy of fresh' }] },
      })
  })

  it('remembers no failure: what could not be read is read again', async () => {
    const { id } = await addBaseline('stumbling')
    const query = sql.query
    sql.query = () => Promise.reject(new Error('away'))
    await expect(serving.find('stumbling', undefined)).rejects.toThrow('away')
    sql.query = query
    expect(await serving.find('stumbling', undefined)).toMatchObject({ id })
  })

  it('says so when the file of a policy is broken', async () => {
    const policy = await addPolicy(test.database, { agent: 'broken', file: new Uint8Array([1, 2, 3]) })
    await expect(serving.find('broken', policy.id)).rejects.toMatchObject({ code: 'POLICY_FILE_INVALID' })
  })

  it('follows the feed no longer once it is closed', () => {
    expect(told.isFollowed()).toBe(true)
    serving.close()
    expect(told.isFollowed()).toBe(false)
  })
})
