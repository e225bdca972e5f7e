import { type Route, routes } from '@tars/contracts'
import { describe, expect, it } from 'vitest'
import { parseQuery } from './query.ts'
import { readInputs } from './validate.ts'

const list: Route = routes['trainings.list']
const create: Route = routes['trainings.create']

function problemsOf(route: Route, given: Parameters<typeof readInputs>[1]) {
  try {
    readInputs(route, given)
  } catch (error) {
    const { code, problems } = error as { code: string; problems: { path: string; message: string }[] }
    expect(code).toBe('REQUEST_INVALID')
    return problems
  }
  throw new Error('nothing was refused')
}

describe('readInputs', () => {
  it('fills in defaults and reads numbers of the query', () => {
    const inputs = readInputs(create, { body: { environment: 'CartPole-v1' } })
    expect(inputs.body).toEqual({ environment: 'CartPole-v1', algorithm: 'ppo', seed: 0 })
    expect(readInputs(list, { query: parseQuery('limit=7') }).query).toEqual({ limit: 7 })
  })

  it.each([
    'limit=-1',
    'limit=0',
    'limit=201',
    'limit=1e9',
    'limit=',
    'limit=10&limit=20',
    'limit[]=1',
    'unknown=1',
    '__proto__=1',
  ])('refuses the query %s', (text) => {
    expect(problemsOf(list, { query: parseQuery(text) })).toHaveLength(1)
  })

  it('refuses a query and a body where the route has none', () => {
    expect(problemsOf(routes['session.read'], { query: parseQuery('a=1') })).toHaveLength(1)
  })

  it('lists the problems of all parts at once', () => {
    const problems = problemsOf(routes['policies.promote'], {
      params: { id: 'x' },
      query: parseQuery('a=1'),
      body: { reason: '', role: 'admin' },
    })
    expect(problems.map(({ path }) => path).sort()).toEqual([
      '(whole value)',
      '(whole value)',
      'id',
      'reason',
    ])
  })

  it.each([
    [{ environment: 'x', seed: 2 ** 53 }, 'seed'],
    [{ environment: 'x', seed: JSON.parse('1e400') }, 'seed'],
    [{ environment: 'x', steps: 1.5 }, 'steps'],
    [{ environment: 'x', configuration: { gamma: 0.1 + 0.2 } }, 'configuration.gamma'],
    [{ environment: 'x', createdAt: '2026-01-01' }, '(whole value)'],
  ])('refuses the body %j', (body, path) => {
    expect(new Set(problemsOf(create, { body }).map((problem) => problem.path))).toEqual(new Set([path]))
  })

  it('bounds what it says about a body of nothing but problems', () => {
    const hiddenSizes = Array.from({ length: 50_000 }, () => 'x')
    const body = { environment: 'x', configuration: { hiddenSizes, ['y'.repeat(100_000)]: 1 } }
    expect(JSON.stringify(problemsOf(create, { body })).length).toBeLessThan(100_000)
  })

  it('takes no longer for observations that are wrong everywhere than a good body may', () => {
    const wrong = [
      ...Array.from({ length: 63 }, () => Array(4_000).fill('')),
      ...Array.from({ length: 190 }, () => []),
    ]
    const startedAt = performance.now()
    const problems = problemsOf(routes['agents.act'], {
      params: { name: 'a' },
      body: { observations: wrong },
    })
    expect(performance.now() - startedAt).toBeLessThan(300)
    expect(problems).toHaveLength(100)
    expect(problems[0]).toEqual({ path: 'observations.0.0', message: 'must be a finite number' })
  })

  it('takes at most 50 ms for the worst text of every pattern', () => {
    const worst = `${'a-'.repeat(40_000)}!`
    const startedAt = performance.now()
    problemsOf(create, { body: { environment: worst, agent: worst, preset: worst } })
    problemsOf(routes['session.create'], { body: { email: `${'a.'.repeat(40_000)}@`, password: 'x' } })
    problemsOf(routes['trainings.read'], { params: { id: worst } })
    problemsOf(list, { query: { limit: '1'.repeat(80_000), agent: worst } })
    expect(performance.now() - startedAt).toBeLessThan(200)
  })
})
