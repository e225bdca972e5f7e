import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { addEvaluation, addPolicy } from '../../../tests/harness/evaluation.ts'
import { addTraining } from '../../../tests/harness/training.ts'
import { addVerdict } from '../../../tests/harness/verdict.ts'
import { type AgentFilter, ensureAgent, listAgents } from './agents.ts'
import { cancelEvaluation, type EvaluationFilter, listEvaluations } from './evaluations.ts'
import { type InsightFilter, listInsights, storeInsight } from './insights.ts'
import { listPolicies, type PolicyFilter } from './policies.ts'
import { promotePolicy } from './promote-policy.ts'
import { listTrainings, type TrainingFilter } from './trainings.ts'

let test: TestDatabase
beforeAll(async () => {
  test = await createTestDatabase()
  await ensureAgent(test.database, { name: 'Pong_Player', environment: 'Pong-v5' })
  for (const name of ['walker', 'walker.2', '100-percent']) await addTraining(test.database, { agent: name })
})
afterAll(() => test.dispose())

const page = { limit: 50 }

describe('the search of a list', () => {
  const search = async (text: string) =>
    (await listAgents(test.database, { search: text }, page)).map(({ name }) => name)

  it('finds part of the name of agent or environment, whatever its case', async () => {
    expect(await search('WALK')).toEqual(['walker.2', 'walker'])
    expect(await search('pong-V')).toEqual(['Pong_Player'])
    expect(await search('nothing')).toEqual([])
  })

  it('finds the beginning of an id, and not what stands within it', async () => {
    const [agent] = await listAgents(test.database, {}, page)
    const id = agent!.id
    expect(await search(id.toUpperCase())).toEqual([agent!.name])
    expect(await search(id.slice(-10))).toEqual([])
  })

  it.each(['%', '_', '\\', "'", 'w%r', '.*'])('takes %j for nothing but itself', async (text) => {
    const expected = text === '_' ? ['Pong_Player'] : []
    expect(await search(text)).toEqual(expected)
  })
})

describe('the filters of a list', () => {
  it('of agents: environment', async () => {
    const list = (filter: AgentFilter) => listAgents(test.database, filter, page)
    expect(await list({ environment: 'Pong-v5' })).toMatchObject([{ name: 'Pong_Player' }])
    expect(await list({ environment: 'Pong-v5', search: 'walker' })).toEqual([])
  })

  it('of trainings: agent, environment, state and search, all at once', async () => {
    const list = async (filter: TrainingFilter) =>
      (await listTrainings(test.database, filter, page)).map(({ agent }) => agent)
    expect(await list({ agent: 'walker' })).toEqual(['walker'])
    expect(await list({ search: 'walker', state: 'queued', environment: 'CartPole-v1' })).toHaveLength(2)
    expect(await list({ search: 'walker', state: 'failed' })).toEqual([])
    expect(await list({ environment: 'Pong-v5' })).toEqual([])
  })

  it('of policies: agent, environment, search and whether it is a baseline', async () => {
    const [one, two] = [
      await addPolicy(test.database, { agent: 'runner' }),
      await addPolicy(test.database, { agent: 'runner', seed: 2 }),
    ]
    const forced = { actor: 'test', reason: 'a test', force: true, traceparent: null }
    await test.database.transaction((sql) => promotePolicy(sql, { policyId: one.id, ...forced }))
    const list = async (filter: PolicyFilter) =>
      (await listPolicies(test.database, filter, page)).map(({ id }) => id)
    expect(await list({ agent: 'runner', baseline: true })).toEqual([one.id])
    expect(await list({ search: 'run', baseline: false })).toEqual([two.id])
    expect(await list({ agent: 'runner', environment: 'CartPole-v1' })).toEqual([two.id, one.id])
    expect(await list({ search: two.id.slice(0, 23) })).toContain(two.id)
    expect(await list({ environment: 'Pong-v5' })).toEqual([])
  })

  it('of evaluations: agent, environment, candidate, state, verdict and search', async () => {
    const policy = await addPolicy(test.database, { agent: 'judged' })
    const other = await addPolicy(test.database, { agent: 'judged', seed: 2 })
    const improved = await addVerdict(test.database, policy, { verdict: 'improved' })
    const open = await addEvaluation(test.database, other, { baselinePolicyId: policy.id })
    const list = async (filter: EvaluationFilter) =>
      (await listEvaluations(test.database, { agent: 'judged', ...filter }, page)).map(({ id }) => id)
    expect(await list({})).toEqual([open.id, improved.id])
    expect(await list({ policy: policy.id })).toEqual([improved.id])
    expect(await list({ verdict: 'improved' })).toEqual([improved.id])
    expect(await list({ verdict: 'regressed' })).toEqual([])
    expect(await list({ state: 'queued', environment: 'CartPole-v1', search: 'JUDG' })).toEqual([open.id])
    await cancelEvaluation(test.database, open.id)
    expect(await list({ state: 'queued' })).toEqual([])
  })

  it('of insights: agent, kind and severity', async () => {
    const { id: agentId } = await ensureAgent(test.database, { name: 'noted', environment: 'CartPole-v1' })
    const training = await addTraining(test.database, { agent: 'noted' })
    const finding = {
      kind: 'training.failed',
      severity: 'critical',
      title: 'A training of noted failed',
      detail: 'It fell over.',
      agentId,
      evaluationId: null,
      trainingId: training.id,
    } as const
    const id = await storeInsight(test.database, finding, 'test')
    const list = async (filter: InsightFilter) =>
      (await listInsights(test.database, filter, page)).map((insight) => insight.id)
    expect(await list({ agent: 'noted', kind: 'training.failed', severity: 'critical' })).toEqual([id])
    expect(await list({ agent: 'walker' })).toEqual([])
    expect(await list({ severity: 'info' })).toEqual([])
    expect(await list({ kind: 'policy.improved' })).toEqual([])
  })
})
