import { type Policy, policyComparisonSchema } from '@tars/contracts'
import {
  ensureAgent,
  type NewEvaluation,
  readPolicy,
  type Side,
  storePolicy,
  storeVerdict,
} from '@tars/database'
import { interquartileMeanInterval, performanceProfile } from '@tars/statistics'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../tests/harness/database.ts'
import { addPolicy, addScoredEvaluation } from '../../../tests/harness/evaluation.ts'
import { addTraining } from '../../../tests/harness/training.ts'
import { type RunningApi, startApi } from '../tests/running-api.ts'

const nobodysId = '0190a6a0-0000-7000-8000-000000000000'
const suite = { episodes: 20, seed: 7, mode: 'deterministic' } as const
const levels = [100, 300, 200]
const returnsAt = (level: number) => Array.from({ length: 20 }, (_, index) => level + (index % 4))

describe('comparing policies', () => {
  let api: RunningApi
  let policies: Policy[]
  beforeAll(async () => {
    api = await startApi(await createTestDatabase())
    policies = []
    for (const [index, level] of levels.entries()) {
      const policy = await addPolicy(api.database, { seed: index + 1 })
      policies.push(policy)
      await evaluate(policy, level - 50)
      await evaluate(policy, level)
    }
  })
  afterAll(() => api.dispose())

  const evaluate = async (policy: Policy, level: number, changes: Partial<NewEvaluation> = {}) => {
    const returnOf = (side: Side, index: number) => (side === 'candidate' ? level + (index % 4) : 0)
    const { id } = await addScoredEvaluation(api.database, policy, returnOf, { ...suite, ...changes })
    await storeVerdict(api.database, id, { verdict: 'improved', comparison: {} as never })
    return id
  }
  const compare = async (ids: readonly string[], query: object = { episodes: '20', seed: '7' }) =>
    api.call('comparisons.read', 'viewer', { query: { policies: ids.join(','), ...query } } as never)
  const idsOf = (...indices: number[]) => indices.map((index) => policies[index]?.id ?? '')

  it('shows the latest judged evaluation of each, with interval and profile', async () => {
    const { status, json } = await compare(idsOf(0, 1, 2))
    expect(status).toBe(200)
    const comparison = policyComparisonSchema.parse(json)
    expect(comparison.suite).toEqual(suite)
    const [group, ...others] = comparison.environments
    expect(others).toEqual([])
    expect(group).toMatchObject({ environment: 'CartPole-v1', solvedAt: 475 })
    expect(group?.thresholds).toHaveLength(101)
    expect([group?.thresholds[0], group?.thresholds.at(-1)]).toEqual([100, 303])
    for (const [index, level] of levels.entries()) {
      const returns = returnsAt(level)
      expect(group?.policies[index]).toMatchObject({
        policyId: policies[index]?.id,
        agent: 'cartpole',
        version: index + 1,
        isBaseline: false,
        score: { mean: level + 1.5, min: level, max: level + 3 },
        iqmInterval95: interquartileMeanInterval(returns, { seed: 7 }),
        profile: performanceProfile(returns, group?.thresholds ?? []),
      })
    }
  })

  it('judges every pair in words that name both', async () => {
    const [group] = (await compare(idsOf(1, 0))).json.environments
    expect(group?.pairs).toEqual([
      {
        firstPolicyId: policies[1]?.id,
        secondPolicyId: policies[0]?.id,
        difference: 200,
        interval95: [200, 200],
        probabilityOfImprovement: 1,
        verdict: 'improved',
        sentence: expect.stringMatching(/^cartpole v2 improved on cartpole v1: \+200/),
      },
    ])
  })

  it('keeps a policy that was not evaluated on the suite, without figures', async () => {
    const fresh = await addPolicy(api.database, { seed: 9 })
    const [group] = (await compare([fresh.id, ...idsOf(0)])).json.environments
    expect(group?.policies[0]).toMatchObject({
      policyId: fresh.id,
      evaluationId: null,
      score: null,
      iqmInterval95: null,
      profile: null,
    })
    expect(group?.policies[1]?.profile).toHaveLength(101)
    expect(group?.pairs).toEqual([])
    const [empty] = (await compare([fresh.id])).json.environments
    expect(empty).toMatchObject({ thresholds: [], pairs: [], policies: [{ profile: null }] })
  })

  it('takes 100 deterministic episodes of seed 0 for the suite where none is named', async () => {
    const { json } = await compare(idsOf(0), {})
    expect(json.suite).toEqual({ episodes: 100, seed: 0, mode: 'deterministic' })
    expect(json.environments[0]?.policies[0]?.evaluationId).toBeNull()
    const usual = await evaluate(policies[0] as Policy, 50, { episodes: 100, seed: 0 })
    expect((await compare(idsOf(0), {})).json.environments[0]?.policies[0]?.evaluationId).toBe(usual)
  })

  it('groups by environment, in the order asked for, and judges only where the environment is known', async () => {
    const { id: agentId } = await ensureAgent(api.database, { name: 'pong', environment: 'Pong-v5' })
    const add = async () => {
      const id = await api.database.transaction((sql) =>
        storePolicy(sql, {
          agentId,
          trainingId: null,
          environment: 'Pong-v5',
          algorithm: 'ppo',
          steps: 1,
          returnMean: null,
          weightHash: 'a'.repeat(64),
          file: new Uint8Array([1]),
          region: 'test',
        }),
      )
      return (await readPolicy(api.database, id)) as Policy
    }
    const foreign = [await add(), await add()]
    for (const policy of foreign) await evaluate(policy, 10)
    const [one, other] = foreign.map(({ id }) => id)
    const { json } = await compare([one ?? '', ...idsOf(0), other ?? '', ...idsOf(1)])
    expect(json.environments.map(({ environment }) => environment)).toEqual(['Pong-v5', 'CartPole-v1'])
    expect(json.environments[0]).toMatchObject({ solvedAt: null, pairs: [], policies: [{}, {}] })
    expect(json.environments[0]?.policies[0]?.profile).toHaveLength(101)
    expect(json.environments[1]?.pairs).toHaveLength(1)
  })

  it('shows how the trainings differ, and nothing that they have in common', async () => {
    const trained = []
    for (const changes of [{ seed: 4 }, { seed: 5 }]) {
      const training = await addTraining(api.database, { ...changes })
      const policy = await addPolicy(api.database)
      await api.database.query('UPDATE policies SET training_id = $2 WHERE id = $1', [policy.id, training.id])
      trained.push(policy.id)
    }
    const { json } = await compare([...trained, ...idsOf(0)])
    expect(json.configuration).toEqual([
      { name: 'seed', values: { [trained[0] ?? '']: 4, [trained[1] ?? '']: 5 } },
    ])
    expect((await compare(idsOf(0, 1))).json.configuration).toEqual([])
  })

  it('refuses policies that are not there or named twice, and more than eight', async () => {
    expect((await compare([...idsOf(0), nobodysId])).problem).toMatchObject({
      status: 404,
      code: 'NOT_FOUND',
      detail: `There is no policy ${nobodysId}.`,
    })
    const twice = (await compare(idsOf(0, 1, 0))).problem
    expect(twice).toMatchObject({ status: 422, code: 'REQUEST_INVALID' })
    expect(twice.problems).toEqual([
      { path: 'policies', message: `must name each policy once, and ${policies[0]?.id} is there twice` },
    ])
    expect((await compare(Array.from({ length: 9 }, () => nobodysId))).problem.status).toBe(422)
  })
})
