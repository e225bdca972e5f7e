import { TarsError } from '@tars/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Handlers, type RouteServer, startRouteServer } from '../../tests/route-server.ts'
import { runCommand } from '../../tests/run-command.ts'
import { agentWith, evaluationWith, ids, promotionWith, trainingWith } from '../../tests/samples.ts'

let asked: unknown
const handlers: Handlers = {
  'promotions.create': ({ body }) => {
    asked = body
    return promotionWith({ state: 'proposed', decidedAt: null, decidedBy: null })
  },
  'promotions.read': () => promotionWith({ reason: 'steadier', decisionReason: 'agreed' }),
  'promotions.approve': ({ params, body }) => {
    asked = [params, body]
    return promotionWith()
  },
  'promotions.reject': ({ params, body }) => {
    asked = [params, body]
    return promotionWith({ state: 'rejected' })
  },
  'policies.promote': ({ body }) => {
    asked = body
    if (body?.force === true) return promotionWith({ previousPolicyId: null, previousPolicyVersion: null })
    throw new TarsError('PROMOTION_UNPROVEN', 'No judged evaluation compares v3 with the baseline v2.')
  },
  'agents.read': ({ params }) => {
    if (params.name !== 'cartpole') throw new TarsError('NOT_FOUND', 'There is no such agent.')
    return agentWith({ name: 'cartpole' })
  },
  'agents.configure': ({ params, body }) => {
    asked = [params, body]
    return agentWith({ name: params.name, approval: body.approval })
  },
  'agents.rollback': ({ params, body }) => {
    asked = [params, body]
    return promotionWith({ kind: 'rollback', policyVersion: 1 })
  },
  'agents.act': ({ params, body }) => {
    asked = [params, body]
    const actions = body.observations.map((_, index) => index)
    return { agent: params.name, policyId: ids.policy, policyVersion: 3, actions }
  },
  'evaluations.cancel': () => evaluationWith({ state: 'cancelled' }),
  'evaluations.resume': () => evaluationWith({ state: 'queued', episodesDone: 50 }),
  'trainings.resume': () => trainingWith({ state: 'queued' }),
}

let server: RouteServer
beforeAll(async () => {
  server = await startRouteServer(handlers)
})
afterAll(() => server[Symbol.asyncDispose]())
const run = (...argv: string[]) => runCommand(argv, { url: server.url, columns: 160 })

describe('promotions', () => {
  it('are proposed, with and without a reason', async () => {
    const end = await run('promotions', 'propose', ids.policy, '--reason', 'steadier')
    expect(asked).toEqual({ policy: ids.policy, reason: 'steadier' })
    expect(end.out).toContain(`is proposed as the baseline: promotion ${ids.promotion}.`)
    await run('promotions', 'propose', ids.policy)
    expect(asked).toEqual({ policy: ids.policy })
  })

  it('are shown with who decided and why', async () => {
    const { out } = await run('promotions', 'show', ids.promotion)
    expect(out).toMatch(/^ppo-cartpole-v1 v3 .* is the baseline now; before it was v2/)
    expect(out).toMatch(/reason +steadier\n[\s\S]*decision +agreed/)
    expect((await run('promotions', 'show', ids.promotion, '--json')).json()).toMatchObject({
      id: ids.promotion,
    })
  })

  it('are approved, and rejected with a reason only', async () => {
    expect((await run('promotions', 'approve', ids.promotion)).out).toContain('is the baseline now')
    expect(asked).toEqual([{ id: ids.promotion }, {}])
    const rejected = await run('promotions', 'reject', ids.promotion, '--reason', 'too few')
    expect(rejected.out).toContain('was rejected; the baseline stays what it is.')
    expect(asked).toEqual([{ id: ids.promotion }, { reason: 'too few' }])
    expect((await run('promotions', 'reject', ids.promotion)).code).toBe(2)
  })
})

describe('tars policies promote', () => {
  it('is refused with what is missing while no verdict speaks for the policy', async () => {
    const end = await run('policies', 'promote', ids.policy)
    expect(end.code).toBe(1)
    expect(end.err).toContain('No judged evaluation compares v3 with the baseline v2.')
    expect(end.err).toContain(`./tars evaluate ${ids.policy}`)
    expect(end.err).toContain('promote it with force and a reason')
  })

  it('does it with force and a reason, never with force alone', async () => {
    const end = await run('policies', 'promote', ids.policy, '--force', '--reason', 'an emergency')
    expect(end.code).toBe(0)
    expect(asked).toEqual({ force: true, reason: 'an emergency' })
    expect(end.out).toMatch(/is the baseline now\.\n$/)
    const alone = await run('policies', 'promote', ids.policy, '--force')
    expect(alone.code).toBe(2)
    expect(alone.err).toContain('--force needs a --reason')
  })

  it('does not know --canary', async () => {
    expect((await run('policies', 'promote', ids.policy, '--canary')).code).toBe(2)
  })
})

describe('agents', () => {
  it('are shown with their baseline', async () => {
    const { out } = await run('agents', 'show', 'cartpole')
    expect(out).toMatch(/baseline +v2, 019a/)
    expect(out).toMatch(/approval +person \(somebody who may promote decides\)\nproposals +1 waiting/)
    expect((await run('agents', 'show', 'absent')).code).toBe(2)
    expect((await run('agents', 'show', 'no name')).err).toContain('./tars agents list')
  })

  it('get somebody who approves', async () => {
    const end = await run('agents', 'approval', 'cartpole', 'automatic')
    expect(asked).toEqual([{ name: 'cartpole' }, { approval: 'automatic' }])
    expect(end.out).toBe('The verdict improved decides about promotions of cartpole from now on.\n')
    expect((await run('agents', 'approval', 'cartpole', 'person')).out).toContain('A person decides')
    expect((await run('agents', 'approval', 'cartpole', 'nobody')).err).toContain('person, automatic')
  })

  it('go back to the baseline before, or to one that is named', async () => {
    await run('agents', 'rollback', 'cartpole')
    expect(asked).toEqual([{ name: 'cartpole' }, {}])
    const end = await run('agents', 'rollback', 'cartpole', '--to', ids.baseline, '--reason', 'it falls')
    expect(asked).toEqual([{ name: 'cartpole' }, { policy: ids.baseline, reason: 'it falls' }])
    expect(end.out).toContain('v1')
  })
})

describe('tars act', () => {
  it('asks for one action or several, with numbers below zero too', async () => {
    const end = await run('act', 'cartpole', '--observation', '-0.1,0,2e-3,0', '--observation', '1,1,1,1')
    const observations = [
      [-0.1, 0, 0.002, 0],
      [1, 1, 1, 1],
    ]
    expect(asked).toEqual([{ name: 'cartpole' }, { observations }])
    expect(end.out).toBe('action 0 (cartpole v3)\naction 1 (cartpole v3)\n')
  })

  it('can end an episode with the policy that began it', async () => {
    const end = await run('act', 'cartpole', '--observation', '1', '--policy', ids.policy, '--json')
    expect(asked).toEqual([{ name: 'cartpole' }, { observations: [[1]], policy: ids.policy }])
    expect(end.json()).toEqual({ agent: 'cartpole', policyId: ids.policy, policyVersion: 3, actions: [0] })
  })

  it.each(['', '1,,2', '1;2', 'left'])('refuses %j as an observation', async (text) => {
    const end = await run('act', 'cartpole', '--observation', text)
    expect(end.code).toBe(2)
    expect(end.err).toContain('numbers with commas between them')
  })
})

describe('work', () => {
  it('is cancelled and taken up again', async () => {
    expect((await run('evaluations', 'cancel', ids.evaluation)).out).toContain('is cancelled.')
    expect((await run('evaluations', 'resume', ids.evaluation)).out).toContain(
      'is queued again; 50 of 200 episodes are played.',
    )
    expect((await run('trainings', 'resume', ids.training)).out).toContain(
      'is queued again; it had reached 50.0k of 50.0k steps.',
    )
  })
})
