import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { TarsError } from '@tars/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Handlers, type RouteServer, startRouteServer } from '../../tests/route-server.ts'
import { runCommand } from '../../tests/run-command.ts'
import {
  agentWith,
  evaluationWith,
  ids,
  pointAt,
  policyWith,
  promotionWith,
  trainingWith,
} from '../../tests/samples.ts'

const file = new TextEncoder().encode('the policy file')
const queries: Record<string, unknown> = {}
const environment = {
  id: 'CartPole-v1',
  version: '1',
  title: 'Balance a pole',
  observationSize: 4,
  actions: 2,
  stepsMax: 500,
  solvedAt: 475,
  randomReturn: 22.1,
  referenceReturn: 500,
  framesPerSecond: 50,
  presets: ['zoo'],
}
const insight = {
  id: ids.agent,
  kind: 'policy.regressed' as const,
  severity: 'critical' as const,
  title: 'Policy v3 regressed',
  detail: 'It lost 80 of 100 episodes.',
  agentId: ids.agent,
  evaluationId: ids.evaluation,
  trainingId: null,
  createdAt: '2026-01-31T12:00:00.000Z',
}
const handlers: Handlers = {
  'trainings.list': ({ query }) => {
    queries.trainings = query
    return { items: [trainingWith(), trainingWith({ state: 'queued', progress: null })], nextCursor: 'next' }
  },
  'trainings.read': () => trainingWith(),
  'trainings.points': () => ({ items: [pointAt(1000, 20), pointAt(50_000, 487.25)] }),
  'trainings.cancel': () => trainingWith({ state: 'cancelled' }),
  'policies.list': ({ query }) => {
    queries.policies = query
    return { items: [policyWith(), policyWith({ version: 2, isBaseline: false })], nextCursor: null }
  },
  'policies.read': () => policyWith(),
  'policies.file': () => file,
  'policies.promote': ({ body }) => {
    queries.promote = body
    return promotionWith({ reason: body?.reason ?? null })
  },
  'evaluations.list': ({ query }) => {
    queries.evaluations = query
    const fresh = {
      state: 'queued' as const,
      score: null,
      verdict: null,
      comparison: null,
      baseline: { kind: 'random' as const },
    }
    return { items: [evaluationWith(), evaluationWith(fresh)], nextCursor: null }
  },
  'evaluations.read': () => evaluationWith(),
  'environments.list': () => ({ items: [environment] }),
  'insights.list': ({ query }) => {
    queries.insights = query
    return { items: [insight], nextCursor: null }
  },
  'promotions.list': ({ query }) => {
    queries.promotions = query
    const rollback = promotionWith({ kind: 'rollback', state: 'approved', policyVersion: 1, reason: 'worse' })
    return { items: [promotionWith({ state: 'proposed', decidedAt: null }), rollback], nextCursor: null }
  },
  'agents.list': ({ query }) => {
    queries.agents = query
    return { items: [agentWith(), agentWith({ baselineVersion: null, proposals: 0 })], nextCursor: null }
  },
  'setup.link': () => ({ link: 'http://localhost/setup#once', expiresAt: '2026-01-31T12:30:00.000Z' }),
}

let server: RouteServer
let folder = ''
beforeAll(async () => {
  server = await startRouteServer(handlers)
  folder = await mkdtemp(join(tmpdir(), 'tars-cli-'))
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})
const run = (argv: string[], columns = 120) => runCommand(argv, { url: server.url, columns, cwd: folder })

describe('lists', () => {
  it.each([
    [['trainings', 'list'], /ppo-cartpole-v1 +completed +1 +50\.0k\/50\.0k +487\.25/],
    [['trainings', 'list'], /\nmore: --cursor next\n$/],
    [['policies', 'list'], /v3 +baseline +487\.25[\s\S]*v2 +– /],
    [['evaluations', 'list'], /baseline v2 +improved +490\.5[\s\S]*random play +queued +–/],
    [['environments', 'list'], /CartPole-v1 +Balance a pole +22\.1 +475 +500 +zoo/],
    [['promotions', 'list'], /v2 → v3 +proposed[\s\S]*v2 → v1 \(rollback\) +approved +worse/],
    [['agents', 'list'], /ppo-cartpole-v1 +CartPole-v1 +v2 +3 +1 +person[\s\S]*– +3 +0 /],
    [['insights'], /critical +Policy v3 regressed +It lost 80/],
  ])('of %j are tables', async (argv, row) => {
    const end = await run(argv)
    expect(end.code).toBe(0)
    expect(end.out).toMatch(row)
  })

  it.each([
    [['trainings', 'list']],
    [['policies', 'list']],
    [['evaluations', 'list']],
    [['environments', 'list']],
    [['promotions', 'list']],
    [['agents', 'list']],
    [['insights']],
  ])('of %j are one JSON document, and fit narrow terminals', async (argv) => {
    const end = await run([...argv, '--json'])
    expect(end.json().items).not.toHaveLength(0)
    expect(end.err).toBe('')
    for (const columns of [40, 60, 80]) {
      const narrow = await run(argv, columns)
      const widest = Math.max(...narrow.out.split('\n').map((line) => [...line].length))
      expect(widest).toBeLessThanOrEqual(columns)
    }
  })

  it('hand filters and pages to the platform', async () => {
    await run(['trainings', 'list', '--agent', 'a', '--status', 'running', '--limit', '5', '--cursor', 'c'])
    expect(queries.trainings).toEqual({ agent: 'a', state: 'running', limit: '5', cursor: 'c' })
    await run(['trainings', 'list', '--environment', 'E', '--state', 'failed', '--search', 's'])
    expect(queries.trainings).toEqual({ environment: 'E', state: 'failed', search: 's' })
    await run(['evaluations', 'list', '--status', 'judged', '--agent', 'b', '--environment', 'E'])
    expect(queries.evaluations).toEqual({ agent: 'b', environment: 'E', state: 'judged' })
    await run(['evaluations', 'list', '--verdict', 'regressed', '--policy', ids.policy, '--search', 's'])
    expect(queries.evaluations).toEqual({ verdict: 'regressed', policy: ids.policy, search: 's' })
    await run(['policies', 'list', '--agent', 'c', '--environment', 'E', '--search', 's'])
    expect(queries.policies).toEqual({ agent: 'c', environment: 'E', search: 's' })
    await run(['promotions', 'list', '--agent', 'd', '--policy', ids.policy, '--state', 'proposed'])
    expect(queries.promotions).toEqual({ agent: 'd', policy: ids.policy, state: 'proposed' })
    await run(['agents', 'list', '--environment', 'E', '--search', 's', '--limit', '1'])
    expect(queries.agents).toEqual({ environment: 'E', search: 's', limit: '1' })
    await run(['insights', '--agent', 'e', '--severity', 'critical', '--kind', 'policy.regressed'])
    expect(queries.insights).toEqual({ agent: 'e', severity: 'critical', kind: 'policy.regressed' })
  })

  it.each([
    [['trainings', 'list', '--status', 'done'], /Allowed choices are queued, running/],
    [['trainings', 'list', '--limit', '201'], /whole number from 1 to 200/],
    [['policies', 'export', ids.policy], /required option '--output <file>'/],
    [
      ['policies', 'export', ids.policy, '--format', 'onnx', '--output', 'x'],
      /Allowed choices are safetensors/,
    ],
    [['trainings'], /Usage: tars trainings/],
    [['trainigns'], /unknown command 'trainigns'/],
  ])('refuse %j as wrong usage', async (argv, message) => {
    const end = await run(argv)
    expect(end.code).toBe(2)
    expect(end.err).toMatch(message)
  })

  it('teach the next command when they are empty', async () => {
    await using empty = await startRouteServer({ 'policies.list': () => ({ items: [], nextCursor: null }) })
    const end = await runCommand(['policies', 'list'], { url: empty.url })
    expect(end.out).toContain('./tars train ppo --environment CartPole-v1')
    const filtered = await runCommand(['policies', 'list', '--agent', 'mine'], { url: empty.url })
    expect(filtered.out).toBe('No policies of the agent mine.\n')
    const narrow = ['policies', 'list', '--environment', 'E', '--search', 'x']
    expect((await runCommand(narrow, { url: empty.url })).out).toBe(
      'No policies in the environment E, that match x.\n',
    )
  })
})

describe('single things', () => {
  it('are shown with their facts, a training with its learning curve', async () => {
    const training = await run(['trainings', 'show', ids.training])
    expect(training.out).toMatch(/trace +4bf92f3577b34da6a3ce929d0e0e4736/)
    expect(training.out).toContain('487.25 ┤')
    expect((await run(['policies', 'show', ids.policy])).out).toMatch(
      /agent +ppo-cartpole-v1 v3 \(baseline\)/,
    )
    expect((await run(['evaluations', 'show', ids.evaluation])).out).toMatch(
      /^▲ improved[\s\S]*returns hash +cdcd/,
    )
  })

  it('are one JSON document', async () => {
    expect((await run(['trainings', 'show', ids.training, '--json'])).json()).toMatchObject({
      id: ids.training,
      points: [{ steps: 1000 }, { steps: 50_000 }],
    })
    expect((await run(['policies', 'show', ids.policy, '--json'])).json()).toHaveProperty('id', ids.policy)
    expect((await run(['evaluations', 'show', ids.evaluation, '--json'])).json()).toHaveProperty(
      'verdict',
      'improved',
    )
  })

  it('are cancelled and promoted', async () => {
    const cancelled = await run(['trainings', 'cancel', ids.training])
    expect(cancelled.out).toBe(`Training ${ids.training} is cancelled.\n`)
    const promoted = await run(['policies', 'promote', ids.policy, '--reason', 'better'])
    expect(queries.promote).toEqual({ force: false, reason: 'better' })
    expect(promoted.out).toContain('is the baseline now')
    await run(['policies', 'promote', ids.policy, '--json'])
    expect(queries.promote).toEqual({ force: false })
  })

  it('end with 1 when their state does not allow it', async () => {
    await using late = await startRouteServer({
      'trainings.cancel': () => {
        throw new TarsError('STATE_CONFLICT', 'The training has ended.')
      },
    })
    expect((await runCommand(['trainings', 'cancel', ids.training], { url: late.url })).code).toBe(1)
  })

  it('link: the one-time link alone on its line', async () => {
    expect((await run(['link'])).out).toBe(
      'http://localhost/setup#once\nOne use, until 2026-01-31T12:30:00.000Z.\n',
    )
    expect((await run(['link', '--json'])).json()).toHaveProperty('signInLink', 'http://localhost/setup#once')
  })
})

describe('tars policies export', () => {
  it('writes the file whole, beside nothing else, and tells its hash', async () => {
    const end = await run(['policies', 'export', ids.policy, '--output', 'p.safetensors', '--json'])
    expect(await readFile(join(folder, 'p.safetensors'))).toEqual(Buffer.from(file))
    expect(await readdir(folder)).toEqual(['p.safetensors'])
    expect(end.json()).toMatchObject({
      output: join(folder, 'p.safetensors'),
      bytes: file.length,
      sha256: createHash('sha256').update(file).digest('hex'),
    })
  })

  it('refuses a folder that is not there', async () => {
    const end = await run(['policies', 'export', ids.policy, '--output', 'absent/p.safetensors'])
    expect(end.code).toBe(2)
    expect(end.err).toContain('cannot be written')
  })
})
