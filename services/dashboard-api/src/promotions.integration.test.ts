import type { Promotion } from '@tars/contracts'
import { configureAgent, readBaseline } from '@tars/database'
import { readEvents, relayBatch } from '@tars/events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../tests/harness/database.ts'
import { addVerdict } from '../../../tests/harness/verdict.ts'
import { addPolicy, type RunningApi, startApi } from '../tests/running-api.ts'

let api: RunningApi
beforeAll(async () => {
  api = await startApi(await createTestDatabase())
})
afterAll(() => api.dispose())

const propose = (policy: string, body = {}) =>
  api.call('promotions.create', 'developer', { body: { policy, ...body } })
const approve = (id: string, body = {}) =>
  api.call('promotions.approve', 'operator', { params: { id }, body })
const rollBack = (name: string, body = {}) =>
  api.call('agents.rollback', 'operator', { params: { name }, body })
const promote = (id: string, body = {}) => api.call('policies.promote', 'operator', { params: { id }, body })
const first = { force: true, reason: 'somebody must be the first' }

/** The latest events of promotions, once the relay has moved what waits. */
async function latestEvents(count: number) {
  while ((await api.database.transaction(relayBatch)).moved > 0);
  const events = await readEvents(api.database, 'policies', 0, 1_000)
  return events.slice(-count)
}

describe('a promotion', () => {
  it('is proposed by one and approved by another, each with event, trace and reason', async () => {
    const policy = await addPolicy(api.database, 'reviewed')
    const evaluation = await addVerdict(api.database, policy, { verdict: 'improved' })
    const proposed = await propose(policy.id, { reason: 'it balances longer' })
    expect(proposed.status).toBe(201)
    expect(proposed.json).toMatchObject({
      state: 'proposed',
      evaluationId: evaluation.id,
      reason: 'it balances longer',
      traceId: proposed.headers.get('x-trace-id'),
      proposedBy: expect.stringMatching(/^key:/),
    })
    const { id } = proposed.json
    expect((await api.call('promotions.read', 'viewer', { params: { id } })).json).toEqual(proposed.json)
    const { status, json } = await approve(id, { reason: 'agreed' })
    expect(status).toBe(200)
    expect(json).toMatchObject({ id, state: 'approved', decisionReason: 'agreed', previousPolicyId: null })
    const events = await latestEvents(2)
    expect(events.map(({ kind, data }) => ({ kind, data }))).toEqual([
      {
        kind: 'promotion.proposed',
        data: { promotion: id, policy: policy.id, agent: 'reviewed', evidence: evaluation.id },
      },
      { kind: 'policy.promoted', data: { policy: policy.id, agent: 'reviewed', previousPolicy: null } },
    ])
    expect(events[0]?.traceparent).toContain(proposed.json.traceId)
    expect((await approve(id)).problem).toMatchObject({
      status: 409,
      code: 'STATE_CONFLICT',
      detail: 'The promotion is approved already.',
    })
  })

  it('without a verdict that speaks for it is refused in words, and nothing is announced', async () => {
    const policy = await addPolicy(api.database, 'unproven')
    const { json } = await propose(policy.id)
    const before = await latestEvents(1)
    const detail = 'unproven v1 has no deterministic evaluation against playing at random.'
    for (const { problem } of [await approve(json.id), await promote(policy.id)])
      expect(problem).toMatchObject({ status: 409, code: 'PROMOTION_UNPROVEN', detail })
    expect(await latestEvents(1)).toEqual(before)
    expect(await readBaseline(api.database, policy.agentId)).toBeUndefined()
  })

  it('by force needs a reason, and tells it in the audit log', async () => {
    const policy = await addPolicy(api.database, 'forced')
    const { status, problem } = await promote(policy.id, { force: true })
    expect({ status, problems: problem.problems }).toEqual({
      status: 422,
      problems: [{ path: 'reason', message: 'must be given with force' }],
    })
    expect((await promote(policy.id, first)).json).toMatchObject({ state: 'approved', reason: first.reason })
    const audit = await api.database.query('SELECT action, detail FROM audit WHERE subject = $1', [policy.id])
    expect(audit).toMatchObject([{ action: 'policy.promote', detail: first }])
  })

  it('of the baseline itself is refused, also in capitals', async () => {
    const policy = await addPolicy(api.database, 'shouted')
    await promote(policy.id, first)
    expect((await promote(policy.id.toUpperCase(), first)).problem.detail).toBe(
      'shouted v1 is the baseline already.',
    )
  })

  it('is rejected with a reason, and can be proposed again', async () => {
    const policy = await addPolicy(api.database, 'rejected')
    const { id } = (await propose(policy.id)).json
    expect((await propose(policy.id)).problem).toMatchObject({
      code: 'STATE_CONFLICT',
      detail: `rejected v1 is proposed already, by the promotion ${id}.`,
    })
    const reject = () =>
      api.call('promotions.reject', 'operator', { params: { id }, body: { reason: 'too young' } })
    expect((await reject()).json).toMatchObject({ state: 'rejected', decisionReason: 'too young' })
    expect((await reject()).problem.code).toBe('STATE_CONFLICT')
    expect((await latestEvents(1))[0]).toMatchObject({ kind: 'promotion.rejected' })
    expect((await propose(policy.id)).status).toBe(201)
  })

  it('is won by one of two that are approved in the same moment', async () => {
    const policies = [await addPolicy(api.database, 'raced'), await addPolicy(api.database, 'raced', 2)]
    const proposals: Promotion[] = []
    for (const policy of policies) {
      await addVerdict(api.database, policy, { verdict: 'improved' })
      proposals.push((await propose(policy.id)).json)
    }
    const answers = await Promise.all(proposals.map(({ id }) => approve(id)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    const [winner] = answers.filter(({ status }) => status === 200)
    expect(await readBaseline(api.database, policies[0]!.agentId)).toBe(winner?.json.policyId)
    const { items } = (await api.call('promotions.list', 'viewer', { query: { agent: 'raced' } })).json
    expect(items.map(({ state }) => state).sort()).toEqual(['approved', 'superseded'])
  })

  it('is approved at once where approval is automatic and the verdict is improved', async () => {
    const policy = await addPolicy(api.database, 'automatic')
    await configureAgent(api.database, 'automatic', 'automatic')
    await addVerdict(api.database, policy, { verdict: 'improved' })
    expect((await propose(policy.id)).json).toMatchObject({
      state: 'approved',
      decisionReason: 'Approved automatically: the verdict is improved.',
    })
    expect((await latestEvents(2)).map(({ kind }) => kind)).toEqual(['promotion.proposed', 'policy.promoted'])
    const other = await addPolicy(api.database, 'automatic', 2)
    expect((await propose(other.id)).json.state).toBe('proposed')
  })

  it('waits for another person where one has rejected the policy, although approval is automatic', async () => {
    const policy = await addPolicy(api.database, 'insisted')
    const { id } = (await propose(policy.id)).json
    await api.call('promotions.reject', 'operator', { params: { id }, body: { reason: 'too young' } })
    await configureAgent(api.database, 'insisted', 'automatic')
    await addVerdict(api.database, policy, { verdict: 'improved' })
    const again = (await propose(policy.id)).json
    expect(again.state).toBe('proposed')
    expect((await approve(again.id)).json.state).toBe('approved')
  })

  it('counts in the metrics by what became of it', async () => {
    const { json } = await api.ask('/metrics')
    for (const state of ['proposed', 'approved', 'rejected'])
      expect(json).toMatch(new RegExp(`^tars_promotions_total\\{state="${state}",[^}]*\\} [1-9]`, 'm'))
  })
})

describe('a rollback', () => {
  it('returns to the baseline before, then further back, then says that there is none', async () => {
    const policies = []
    for (const seed of [1, 2, 3]) {
      const policy = await addPolicy(api.database, 'rolled', seed)
      await promote(policy.id, first)
      policies.push(policy)
    }
    const { status, json } = await rollBack('rolled', { reason: 'it falls over' })
    expect(status).toBe(201)
    expect(json).toMatchObject({ kind: 'rollback', policyVersion: 2, previousPolicyVersion: 3 })
    expect((await latestEvents(1))[0]).toMatchObject({
      kind: 'policy.promoted',
      data: { policy: policies[1]?.id, agent: 'rolled', previousPolicy: policies[2]?.id },
    })
    expect((await rollBack('rolled')).json.policyVersion).toBe(1)
    expect((await rollBack('rolled')).problem.code).toBe('STATE_CONFLICT')
    expect((await rollBack('rolled', { policy: policies[2]?.id.toUpperCase() })).json.policyVersion).toBe(3)
  })

  it('to a policy that never was the baseline is refused by name', async () => {
    const policy = await addPolicy(api.database, 'rolled', 4)
    const { status, problem } = await rollBack('rolled', { policy: policy.id })
    expect({ status, problems: problem.problems }).toEqual({
      status: 422,
      problems: [{ path: 'policy', message: 'must be a former baseline of the agent' }],
    })
    expect((await rollBack('nobody')).problem.code).toBe('NOT_FOUND')
  })
})

describe('an agent', () => {
  it('is configured by whoever may promote, with event and audit entry', async () => {
    await addPolicy(api.database, 'configured')
    const params = { name: 'configured' }
    const read = async () => (await api.call('agents.read', 'viewer', { params })).json
    expect(await read()).toMatchObject({ approval: 'person', policies: 1, proposals: 0 })
    const body = { approval: 'automatic' as const }
    const { json } = await api.call('agents.configure', 'operator', { params, body })
    expect(json).toMatchObject({ name: 'configured', approval: 'automatic' })
    expect(await read()).toEqual(json)
    expect((await latestEvents(1))[0]).toMatchObject({
      kind: 'agent.configured',
      data: { agent: 'configured', approval: 'automatic' },
    })
    const audit = await api.database.query('SELECT action, detail FROM audit WHERE subject = $1', [json.id])
    expect(audit).toEqual([{ action: 'agent.configure', detail: body }])
  })

  it('that is not there is answered with 404', async () => {
    const params = { name: 'nobody' }
    expect((await api.call('agents.read', 'viewer', { params })).problem.code).toBe('NOT_FOUND')
    const body = { approval: 'person' as const }
    expect((await api.call('agents.configure', 'operator', { params, body })).problem.code).toBe('NOT_FOUND')
  })
})
