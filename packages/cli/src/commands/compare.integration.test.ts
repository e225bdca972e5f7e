import { type PolicyComparison, TarsError } from '@tars/contracts'
import { describe, expect, it } from 'vitest'
import { waitUntil } from '../../../../tests/harness/wait-until.ts'
import { type Handlers, startRouteServer } from '../../tests/route-server.ts'
import { runCommand } from '../../tests/run-command.ts'
import { evaluationWith, ids } from '../../tests/samples.ts'

const score = evaluationWith().score
const first = {
  policyId: ids.policy,
  agent: 'cartpole',
  version: 3,
  isBaseline: false,
  evaluationId: ids.evaluation,
  score,
  iqmInterval95: [490, 498] as [number, number],
  profile: null,
}
const second = { ...first, policyId: ids.baseline, version: 2, isBaseline: true }
const pair = {
  firstPolicyId: ids.policy,
  secondPolicyId: ids.baseline,
  difference: 12.5,
  interval95: [8, 17] as [number, number],
  probabilityOfImprovement: 0.875,
  verdict: 'improved' as const,
  sentence: 'Better: +12.5 points.',
}

function comparisonWith(evaluated: boolean): PolicyComparison {
  const missing = { evaluationId: null, score: null, iqmInterval95: null }
  const policies = [evaluated ? first : { ...first, ...missing }, second]
  return {
    suite: { episodes: 200, seed: 7, mode: 'deterministic' },
    environments: [
      {
        environment: 'CartPole-v1',
        solvedAt: 475,
        thresholds: [],
        policies,
        pairs: evaluated ? [pair] : [],
      },
    ],
    configuration: [
      { name: 'learningRate', values: { [ids.policy]: 0.001, [ids.baseline]: 0.0003 } },
      { name: 'hiddenSizes', values: { [ids.policy]: [64, 64] } },
    ],
  }
}

/** A platform where one policy is not evaluated until somebody asks for it; what was asked is kept. */
function platform(ended = evaluationWith()) {
  const asked: { queries: unknown[]; bodies: unknown[] } = { queries: [], bodies: [] }
  const handlers: Handlers = {
    'comparisons.read': ({ query }) => {
      asked.queries.push(query)
      return comparisonWith(asked.bodies.length > 0)
    },
    'evaluations.create': ({ body }) => {
      asked.bodies.push(body)
      return evaluationWith({ state: 'running', episodesDone: 10 })
    },
    'evaluations.read': () => ended,
  }
  return { asked, handlers }
}

const suite = ['--episodes', '200', '--seed', '7']
const compare = ['compare', ids.policy, ids.baseline, ...suite]

describe('tars compare', () => {
  it('evaluates what is missing on the same suite, then compares in words and numbers', async () => {
    const { asked, handlers } = platform()
    await using server = await startRouteServer(handlers)
    const end = await runCommand(compare, { url: server.url, columns: 120 })
    expect(end.code).toBe(0)
    const mode = 'deterministic'
    expect(asked.bodies).toEqual([{ policy: ids.policy, episodes: 200, seed: 7, mode }])
    expect(asked.queries[0]).toEqual({
      policies: `${ids.policy},${ids.baseline}`,
      episodes: '200',
      seed: '7',
    })
    expect(end.err).toContain('Not evaluated on this suite yet: cartpole v3; evaluating over 200 episodes')
    expect(end.out).toMatch(/^CartPole-v1: 200 episodes, suite seed 7, deterministic\n/)
    expect(end.out).toMatch(/cartpole v2 \(baseline\) +495 +\[490, 498\] +490\.5 +93 % +019a/)
    expect(end.out).toContain('cartpole v3 against cartpole v2\n▲ improved: Better: +12.5 points.')
    expect(end.out).toContain('difference +12.5, 95 % [8, 17], probability of improvement 87.5 %')
    expect(end.out).toMatch(/learningRate +0\.001 +0\.0003\nhiddenSizes +\[64,64\] +–/)
  })

  it('evaluates nothing where all is there, and is one JSON document', async () => {
    const known = comparisonWith(true)
    await using server = await startRouteServer({ 'comparisons.read': () => known })
    const end = await runCommand([...compare, '--json'], { url: server.url })
    expect(end.json()).toEqual(known)
    expect(end.err).toBe('')
  })

  it.each([40, 60, 80])('fits %d columns', async (columns) => {
    await using server = await startRouteServer({ 'comparisons.read': () => comparisonWith(true) })
    const { out } = await runCommand(compare, { url: server.url, columns })
    expect(Math.max(...out.split('\n').map((line) => [...line].length))).toBeLessThanOrEqual(columns)
    expect(out).toContain('improved')
  })

  it('ends with 1 when an evaluation fails, and says which', async () => {
    const failed = {
      state: 'failed' as const,
      score: null,
      verdict: null,
      comparison: null,
      error: 'no file',
    }
    const { handlers } = platform(evaluationWith(failed))
    await using server = await startRouteServer(handlers)
    const end = await runCommand(compare, { url: server.url })
    expect(end.code).toBe(1)
    expect(end.err).toContain(`Evaluation ${ids.evaluation} has not been judged: it is failed: no file`)
  })

  it('waits for no evaluation any more when it cannot wait for one', async () => {
    let open = 0
    class CountedWebSocket extends WebSocket {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols)
        this.addEventListener('open', () => open++)
        this.addEventListener('close', () => open--)
      }
    }
    const [environment] = comparisonWith(false).environments
    const missing = { evaluationId: null, score: null, iqmInterval95: null }
    const policies = environment!.policies.map((policy) => ({ ...policy, ...missing }))
    const running = evaluationWith({ state: 'running', episodesDone: 10 })
    await using server = await startRouteServer({
      'comparisons.read': () => ({ ...comparisonWith(false), environments: [{ ...environment!, policies }] }),
      'evaluations.create': ({ body }) => ({ ...running, id: body.policy }),
      'evaluations.read': async ({ params: { id } }) => {
        if (id === ids.baseline) return { ...running, id }
        await waitUntil(() => open === 2)
        throw new TarsError('NOT_FOUND', 'It is gone.')
      },
    })
    const end = await runCommand(compare, { url: server.url, WebSocket: CountedWebSocket })
    expect(end.err).toContain('It is gone.')
    await waitUntil(() => open === 0, 3_000)
  })

  it('keeps to the environments that are named', async () => {
    await using server = await startRouteServer({ 'comparisons.read': () => comparisonWith(true) })
    const kept = await runCommand([...compare, '--environment', 'CartPole-v1', '--json'], { url: server.url })
    expect(kept.json().environments).toHaveLength(1)
    const none = await runCommand([...compare, '--environment', 'Other-v0'], { url: server.url })
    expect(none.code).toBe(2)
    expect(none.err).toContain('None of these policies is of Other-v0; they are of CartPole-v1.')
  })

  it.each([
    [['compare', ids.policy], /two to 8 different policies/],
    [['compare', ids.policy, ids.policy], /two to 8 different policies/],
    [['compare'], /missing required argument 'policies'/],
    [['compare', ids.policy, 'x'], /id of a policy/],
    [[...compare, '--canary'], /unknown option '--canary'/],
  ])('refuses %j as wrong usage', async (argv, message) => {
    const end = await runCommand(argv)
    expect(end.code).toBe(2)
    expect(end.err).toMatch(message)
  })
})
