import { readPolicyFile } from '@tars/database'
import { findEnvironment, parsePolicy } from '@tars/reinforcement'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { addVerdict } from '../../../tests/harness/verdict.ts'
import { startDatabaseProxy } from '../tests/database-proxy.ts'
import { addPolicy, type RunningApi, startApi } from '../tests/running-api.ts'

let store: TestDatabase
let api: RunningApi
let proxy: Awaited<ReturnType<typeof startDatabaseProxy>>
beforeAll(async () => {
  proxy = await startDatabaseProxy()
  store = await createTestDatabase()
  api = await startApi(store, { relay: true, viaDatabase: proxy.through })
})
afterAll(async () => {
  await api.dispose()
  await proxy[Symbol.asyncDispose]()
})

const reloadMsMax = 1_000
const observation = [0.01, -0.02, 0.03, -0.04]
const act = (name: string, body: object = {}) =>
  api.call('agents.act', 'developer', { params: { name }, body: { observations: [observation], ...body } })
const promote = (id: string, reason = 'a test') =>
  api.call('policies.promote', 'operator', { params: { id }, body: { force: true, reason } })

/** How long an agent goes on being answered for by another policy, in ms. */
async function awaitVersion(name: string, version: number): Promise<number> {
  const sinceMs = performance.now()
  while ((await act(name)).json.policyVersion !== version) {
    if (performance.now() - sinceMs > reloadMsMax) throw new Error(`v${version} does not answer`)
  }
  return performance.now() - sinceMs
}

describe('a served policy', () => {
  it('does what the policy file says, for many observations at once', async () => {
    const { id } = await addPolicy(api.database, 'faithful')
    await promote(id)
    const { policy } = parsePolicy((await readPolicyFile(api.database, id)) ?? new Uint8Array())
    const { observationSize } = findEnvironment('CartPole-v1')!.description
    const observations = Array.from({ length: 256 }, (_, row) =>
      Array.from({ length: observationSize }, (_number, column) => Math.sin(row * 7 + column * 3)),
    )
    const { status, json } = await act('faithful', { observations })
    expect(status).toBe(200)
    expect(json).toEqual({
      agent: 'faithful',
      policyId: id,
      policyVersion: 1,
      actions: observations.map((numbers) => policy.act(Float32Array.from(numbers), 'deterministic')),
    })
    expect(new Set(json.actions).size).toBe(2)
    const metrics = (await api.ask('/metrics')).json
    expect(metrics).toMatch(/^tars_actions_total\{[^}]*\} 256$/m)
  })

  it('refuses observations by name', async () => {
    const observations = [observation, [1, 2, 3], [1, 2, 1e39, 4]]
    const { status, problem } = await act('faithful', { observations })
    expect({ status, problems: problem.problems }).toEqual({
      status: 422,
      problems: [
        { path: 'observations.1', message: 'must hold 4 numbers, not 3' },
        { path: 'observations.2.2', message: 'must be finite as a 32-bit number' },
      ],
    })
    const many = await act('faithful', { observations: Array(50).fill([1]) })
    expect(many.problem.problems).toHaveLength(20)
  })

  it('is replaced the moment another is approved, and an episode ends with the one that it began with', async () => {
    const [one, two] = [await addPolicy(api.database, 'hot'), await addPolicy(api.database, 'hot', 2)]
    await promote(one.id)
    expect((await act('hot')).json.policyVersion).toBe(1)
    await addVerdict(api.database, two, { verdict: 'improved', baselinePolicyId: one.id })
    const proposal = (await api.call('promotions.create', 'developer', { body: { policy: two.id } })).json
    expect((await act('hot')).json.policyVersion).toBe(1)
    await api.call('promotions.approve', 'operator', { params: { id: proposal.id }, body: {} })
    const tookMs = await awaitVersion('hot', 2)
    console.info(`hot reload after an approval: ${tookMs.toFixed(1)} ms`)
    expect((await act('hot', { policy: one.id })).json).toMatchObject({ policyId: one.id, policyVersion: 1 })
    await api.call('agents.rollback', 'operator', { params: { name: 'hot' }, body: {} })
    await awaitVersion('hot', 1)
  })

  it('is replaced by the event alone, also when the database was away meanwhile', async () => {
    const policies = []
    for (const seed of [1, 2, 3]) policies.push(await addPolicy(api.database, 'distant', seed))
    await promote(policies[0]!.id)
    expect((await act('distant')).json.policyVersion).toBe(1)
    // Another instance of the API shares the database and nothing else.
    await using other = await startApi({ ...store, dispose: async () => undefined })
    const promoteThere = (id: string) =>
      other.call('policies.promote', 'operator', { params: { id }, body: { force: true, reason: 'there' } })
    await promoteThere(policies[1]!.id)
    console.info(`hot reload by the event: ${(await awaitVersion('distant', 2)).toFixed(1)} ms`)
    await proxy.cut()
    await promoteThere(policies[2]!.id)
    await proxy.mend()
    await expect.poll(async () => (await act('distant')).json.policyVersion, { timeout: 10_000 }).toBe(3)
  })

  it('is one of the agent, which must have a baseline', async () => {
    const other = await addPolicy(api.database, 'other')
    expect((await act('other')).problem).toMatchObject({ status: 409, code: 'STATE_CONFLICT' })
    expect((await act('faithful', { policy: other.id })).problem.problems?.[0]?.path).toBe('policy')
    expect((await act('nobody')).problem.code).toBe('NOT_FOUND')
  })
})
