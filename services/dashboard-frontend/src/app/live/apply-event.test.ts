import { InfiniteQueryObserver, QueryClient } from '@tanstack/react-query'
import type { Client, TarsEvent } from '@tars/contracts'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { ListPage } from '../api/list-pages.ts'
import { createQueryClient } from '../api/query-client.ts'
import { applyEvent, resetChannel } from './apply-event.ts'
import { freshKey, missedKey, readFromTop } from './cached-list.ts'
import { readEvent } from './read-event.ts'

const id = '019abcde-0000-7000-8000-000000000001'
const policy = '019abcde-0000-7000-8000-000000000002'
const other = '019abcde-0000-7000-8000-000000000003'
const at = '2026-11-23T12:00:00.000Z'
const point = (steps: number) => ({ steps, returnMean: steps / 10 })
const about = { training: id, agent: 'cartpole', environment: 'CartPole-v1' }
const judged = { evaluation: id, policy, agent: 'cartpole', environment: 'CartPole-v1' }

function setUp(answer: object = {}) {
  const queries = new QueryClient()
  const call = vi.fn(async () => answer)
  return { queries, call, uses: { queries, client: { call } as unknown as Client } }
}

const event = (kind: string, data: object) => ({ kind, data }) as TarsEvent

const closings: (() => void)[] = []
afterEach(() => {
  for (const close of closings.splice(0)) close()
})

const listOf = (...items: object[]) => ({ pages: [{ items, nextCursor: null }], pageParams: [undefined] })

/** Shows a list on a page; each reading gives the next of the answers. */
async function showList(
  queries: QueryClient,
  queryKey: readonly unknown[],
  ...answers: (object[] | Error)[]
) {
  const read = vi.fn(async (): Promise<ListPage<unknown>> => {
    const answer = answers.shift()
    if (!Array.isArray(answer)) throw answer
    return { items: answer, nextCursor: null }
  })
  const observer = new InfiniteQueryObserver(queries, {
    queryKey,
    queryFn: read,
    initialPageParam: undefined,
    getNextPageParam: () => undefined,
  })
  closings.push(observer.subscribe(() => {}))
  await vi.waitFor(() => expect(queries.getQueryData(queryKey)).toBeDefined())
  return read
}

describe('a live event', () => {
  it('moves a training forward wherever it is shown, and adds its points once', async () => {
    const { queries, uses, call } = setUp()
    const training = { id, state: 'running', progress: point(100) }
    queries.setQueryData(['trainings', 'one', id], training)
    queries.setQueryData(['trainings', 'recent'], { items: [training, { ...training, id: other }] })
    queries.setQueryData(['trainings', 'list', {}], { pages: [{ items: [training] }], pageParams: [] })
    queries.setQueryData(['trainings', 'points', id], { items: [point(100)] })
    const progressed = event('training.progressed', { ...about, points: [point(100), point(200)] })
    await applyEvent(uses, progressed, at)
    await applyEvent(uses, progressed, at)
    expect(queries.getQueryData(['trainings', 'one', id])).toMatchObject({ progress: point(200) })
    expect(queries.getQueryData(['trainings', 'recent'])).toMatchObject({
      items: [{ progress: point(200) }, { progress: point(100) }],
    })
    expect(queries.getQueryData(['trainings', 'list', {}])).toMatchObject({
      pages: [{ items: [{ progress: point(200) }] }],
    })
    expect(queries.getQueryData(['trainings', 'points', id])).toEqual({ items: [point(100), point(200)] })
    expect(call).not.toHaveBeenCalled()
  })

  it('reads what it does not tell when a training ends', async () => {
    const { queries, uses, call } = setUp({ id, state: 'completed', policyId: policy, endedAt: at })
    queries.setQueryData(['trainings', 'one', id], { id, state: 'running' })
    await applyEvent(uses, event('training.completed', { ...about, policy, evaluation: null }), at)
    expect(call).toHaveBeenCalledWith('trainings.read', { params: { id } })
    expect(queries.getQueryData(['trainings', 'one', id])).toMatchObject({
      state: 'completed',
      policyId: policy,
    })
    expect(queries.getQueryData(freshKey('policies'))).toEqual([policy])
  })

  it('puts a judged evaluation with its comparison in its place', async () => {
    const { queries, uses } = setUp({
      id,
      state: 'judged',
      verdict: 'improved',
      comparison: { difference: 4 },
    })
    queries.setQueryData(['evaluations', 'list', {}], {
      pages: [{ items: [{ id }, { id: other }] }],
      pageParams: [],
    })
    queries.setQueryData(['evaluations', 'episodes', id], { items: [] })
    await applyEvent(
      uses,
      event('evaluation.judged', { ...judged, verdict: 'improved', sentence: 'Yes' }),
      at,
    )
    expect(queries.getQueryData(['evaluations', 'list', {}])).toMatchObject({
      pages: [{ items: [{ verdict: 'improved', comparison: { difference: 4 } }, { id: other }] }],
    })
    expect(queries.getQueryState(['evaluations', 'episodes', id])?.isInvalidated).toBe(true)
  })

  it('only counts a new entry, once, and leaves the list as it stands', async () => {
    const { queries, uses } = setUp()
    const list = { pages: [{ items: [] }], pageParams: [] }
    queries.setQueryData(['trainings', 'list', {}], list)
    await applyEvent(uses, event('training.requested', { ...about, steps: 1 }), at)
    await applyEvent(uses, event('training.requested', { ...about, steps: 1 }), at)
    await applyEvent(uses, event('evaluation.requested', { ...judged, episodes: 1 }), at)
    expect(queries.getQueryData(freshKey('trainings'))).toEqual([id])
    expect(queries.getQueryData(freshKey('evaluations'))).toEqual([id])
    expect(queries.getQueryData(['trainings', 'list', {}])).toBe(list)
  })

  it('shows a new entry at once where the list is empty, since nothing can jump', async () => {
    const { queries, uses } = setUp()
    await showList(queries, ['trainings', 'list', {}], [], [{ id }])
    await applyEvent(uses, event('training.requested', { ...about, steps: 1 }), at)
    expect(queries.getQueryData(['trainings', 'list', {}])).toMatchObject({ pages: [{ items: [{ id }] }] })
  })

  it('moves the mark of the baseline to the policy that was promoted, wherever it is shown', async () => {
    const { queries, uses } = setUp()
    const known = [
      { id: policy, agent: 'cartpole', isBaseline: false },
      { id, agent: 'cartpole', isBaseline: true },
      { id: other, agent: 'lander', isBaseline: true },
    ]
    queries.setQueryData(['policies', 'list', {}], { pages: [{ items: known }], pageParams: [] })
    queries.setQueryData(['policies', 'of', 'cartpole'], { items: known.slice(0, 2) })
    queries.setQueryData(['promotions', 'of', 'cartpole'], {})
    await applyEvent(uses, event('policy.promoted', { policy, agent: 'cartpole', previousPolicy: id }), at)
    const marks = [{ isBaseline: true }, { isBaseline: false }, { isBaseline: true }]
    expect(queries.getQueryData(['policies', 'list', {}])).toMatchObject({ pages: [{ items: marks }] })
    expect(queries.getQueryData(['policies', 'of', 'cartpole'])).toMatchObject({ items: marks.slice(0, 2) })
    expect(queries.getQueryState(['promotions', 'of', 'cartpole'])?.isInvalidated).toBe(true)
  })

  it('makes agents and promotions be read again when something was proposed, rejected or configured', async () => {
    for (const kind of ['promotion.proposed', 'promotion.rejected', 'agent.configured']) {
      const { queries, uses } = setUp({ id, name: 'cartpole', proposals: 1 })
      queries.setQueryData(['agents', 'one', 'cartpole'], {})
      queries.setQueryData(['promotions', 'open'], {})
      queries.setQueryData(
        ['agents', 'list', {}],
        listOf({ id: other }, { id, name: 'cartpole', proposals: 0 }),
      )
      await applyEvent(uses, event(kind, { agent: 'cartpole' }), at)
      expect(queries.getQueryState(['agents', 'one', 'cartpole'])?.isInvalidated).toBe(true)
      expect(queries.getQueryState(['promotions', 'open'])?.isInvalidated).toBe(true)
      expect(queries.getQueryData(['agents', 'list', {}])).toMatchObject({
        pages: [{ items: [{ id: other }, { id, proposals: 1 }] }],
      })
    }
  })

  it('only counts a new insight, and leaves the list as it stands', async () => {
    const { queries, uses } = setUp()
    const list = listOf({ id: other })
    queries.setQueryData(['insights', 'list', {}], list)
    await applyEvent(uses, event('insight.raised', { insight: id, severity: 'info', title: 'x' }), at)
    expect(queries.getQueryData(freshKey('insights'))).toEqual([id])
    expect(queries.getQueryData(['insights', 'list', {}])).toBe(list)
  })

  it('counts the new agent that a training makes, and no agent that is only further down', async () => {
    const { queries, uses } = setUp({ id: policy, name: 'cartpole' })
    const list = listOf({ id, name: 'lander' })
    queries.setQueryData(['agents', 'list', {}], list)
    await applyEvent(uses, event('training.requested', { ...about, steps: 1 }), at)
    expect(queries.getQueryData(freshKey('agents'))).toEqual([policy])
    expect(queries.getQueryData(['agents', 'list', {}])).toBe(list)
    const older = setUp({ id, name: 'cartpole' })
    older.queries.setQueryData(['agents', 'list', {}], listOf({ id: policy, name: 'lander' }))
    await applyEvent(older.uses, event('training.requested', { ...about, steps: 1 }), at)
    expect(older.queries.getQueryData(freshKey('agents'))).toBeUndefined()
  })

  it('does not ask for an agent that is listed already, or that nobody lists', async () => {
    const { queries, uses, call } = setUp()
    await applyEvent(uses, event('training.requested', { ...about, steps: 1 }), at)
    queries.setQueryData(['agents', 'list', {}], listOf({ id, name: 'cartpole' }))
    await applyEvent(uses, event('training.requested', { ...about, training: other, steps: 1 }), at)
    expect(call).not.toHaveBeenCalled()
  })

  it('shows the first agent at once', async () => {
    const { queries, uses } = setUp({ id, name: 'cartpole' })
    await showList(queries, ['agents', 'list', {}], [], [{ id, name: 'cartpole' }])
    await applyEvent(uses, event('training.requested', { ...about, steps: 1 }), at)
    expect(queries.getQueryData(['agents', 'list', {}])).toEqual(listOf({ id, name: 'cartpole' }))
  })

  it('never lets an answer that comes late take back the end of a training', async () => {
    const { queries, uses } = setUp({ id, state: 'running' })
    queries.setQueryData(['trainings', 'one', id], { id, state: 'completed' })
    await applyEvent(uses, event('training.started', { ...about, attempt: 1 }), at)
    expect(queries.getQueryData(['trainings', 'one', id])).toMatchObject({ state: 'completed' })
    await applyEvent(uses, event('training.resumed', about), at)
    expect(queries.getQueryData(['trainings', 'one', id])).toMatchObject({ state: 'running' })
  })

  it('lets the curve in the row of a training grow', async () => {
    const { queries, uses } = setUp()
    queries.setQueryData(['curves', id], { trainingId: id, returns: [1], last: 1, min: 1, max: 1 })
    await applyEvent(uses, event('training.progressed', { ...about, points: [point(200)] }), at)
    expect(queries.getQueryData(['curves', id])).toMatchObject({ returns: [1, 20], last: 20, max: 20 })
  })

  it('leaves alone what it does not change', async () => {
    const { queries, uses } = setUp()
    const data = { pages: [{ items: [{ id: other, progress: null }] }], pageParams: [] }
    queries.setQueryData(['trainings', 'list', {}], data)
    const before = queries.getQueryState(['trainings', 'list', {}])?.dataUpdateCount
    await applyEvent(uses, event('training.progressed', { ...about, points: [point(200)] }), at)
    expect(queries.getQueryData(['trainings', 'list', {}])).toBe(data)
    expect(queries.getQueryState(['trainings', 'list', {}])?.dataUpdateCount).toBe(before)
  })
})

describe('a channel that may have missed events', () => {
  it('is read again, and only it', async () => {
    const { queries } = setUp()
    for (const key of [
      ['trainings', 'recent'],
      ['evaluations', 'one', id],
      ['evaluations', 'one', other],
    ]) {
      queries.setQueryData(key, {})
    }
    await resetChannel(queries, `evaluation:${id}`)
    expect(queries.getQueryState(['evaluations', 'one', id])?.isInvalidated).toBe(true)
    expect(queries.getQueryState(['evaluations', 'one', other])?.isInvalidated).toBe(false)
    await resetChannel(queries, 'trainings')
    expect(queries.getQueryState(['trainings', 'recent'])?.isInvalidated).toBe(true)
    queries.setQueryData(['comparisons', [id]], {})
    await resetChannel(queries, 'evaluations')
    expect(queries.getQueryState(['comparisons', [id]])?.isInvalidated).toBe(true)
  })
})

describe('a filtered list', () => {
  const running = ['trainings', 'list', { state: 'running' }]
  const all = ['trainings', 'list', {}]

  it('says that its rows may be old when one of them has left its filter or another came under it', async () => {
    const { queries, uses } = setUp({ id, agent: 'cartpole', state: 'completed' })
    const completed = ['trainings', 'list', { state: 'completed' }]
    queries.setQueryData(running, listOf({ id, state: 'running' }))
    queries.setQueryData(completed, listOf({ id: other, state: 'completed' }))
    queries.setQueryData(all, listOf({ id, state: 'running' }))
    await applyEvent(uses, event('training.completed', { ...about, policy, evaluation: null }), at)
    const marks = [running, completed, all].map((key) => queries.getQueryData(missedKey(key)))
    expect(marks).toEqual([true, true, undefined])
  })

  it('shows at once what came under its filter while it was empty', async () => {
    const { queries, uses } = setUp({ id, agent: 'cartpole', state: 'running' })
    await showList(queries, running, [], [{ id, state: 'running' }])
    await applyEvent(uses, event('training.started', { ...about, attempt: 1 }), at)
    expect(queries.getQueryData(running)).toEqual(listOf({ id, state: 'running' }))
    expect(queries.getQueryData(missedKey(running))).toBeUndefined()
  })

  it('notices an evaluation that begins, although nothing but its progress tells', async () => {
    const { queries, uses } = setUp()
    const key = ['evaluations', 'list', { state: 'running' }]
    await showList(queries, key, [], [{ id, state: 'running' }])
    queries.setQueryData(['evaluations', 'recent', 'queued'], {
      items: [{ id, state: 'queued', episodesDone: 0 }],
    })
    await applyEvent(
      uses,
      event('evaluation.progressed', { ...judged, episodesDone: 5, episodesTotal: 9 }),
      at,
    )
    expect(queries.getQueryData(key)).toEqual(listOf({ id, state: 'running' }))
    expect(queries.getQueryState(['evaluations', 'recent', 'queued'])?.isInvalidated).toBe(true)
  })

  it('is untrue after a promotion, and the comparisons are read again', async () => {
    const { queries, uses } = setUp()
    const [baselines, rest] = ['true', 'false'].map((baseline) => ['policies', 'list', { baseline }])
    queries.setQueryData(baselines!, listOf({ id, agent: 'cartpole', isBaseline: true }))
    queries.setQueryData(rest!, listOf({ id: policy, agent: 'cartpole', isBaseline: false }))
    queries.setQueryData(['comparisons', [policy]], {})
    await applyEvent(uses, event('policy.promoted', { policy, agent: 'cartpole', previousPolicy: id }), at)
    expect(queries.getQueryData(missedKey(baselines!))).toBe(true)
    expect(queries.getQueryData(missedKey(rest!))).toBe(true)
    expect(queries.getQueryState(['comparisons', [policy]])?.isInvalidated).toBe(true)
  })

  it('has missed nothing once it is read again from its top', async () => {
    const queries = createQueryClient()
    await showList(queries, running, [{ id }], [{ id }])
    queries.setQueryData(missedKey(running), true)
    await queries.refetchQueries({ queryKey: running })
    expect(queries.getQueryData(missedKey(running))).toBe(false)
  })
})

describe('a long list', () => {
  const key = ['policies', 'list', {}]
  const page = { items: [{ id }], nextCursor: 'next' }
  const long = { pages: [page, page, page, page, page], pageParams: [undefined, 'a', 'b', 'c', 'd'] }

  it('is kept after a gap, and marked, until someone asks for it from its top', async () => {
    const queries = createQueryClient()
    await showList(queries, key, [{ id: other }], [{ id }])
    queries.setQueryData(key, long)
    queries.setQueryData(['policies', 'one', id], {})
    queries.setQueryData(freshKey('policies'), [id])
    await resetChannel(queries, 'policies')
    expect(queries.getQueryState(key)?.isInvalidated).toBe(false)
    expect(queries.getQueryState(['policies', 'one', id])?.isInvalidated).toBe(true)
    expect(queries.getQueryData(missedKey(key))).toBe(true)
    await readFromTop(queries, 'policies')
    expect(queries.getQueryData(key)).toEqual(listOf({ id }))
    expect(queries.getQueryData(missedKey(key))).toBe(false)
    expect(queries.getQueryData(freshKey('policies'))).toEqual([])
  })

  it('keeps announcing what is new as long as it cannot be read', async () => {
    const queries = createQueryClient()
    await showList(queries, key, [{ id: other }], new Error('away'))
    queries.setQueryData(freshKey('policies'), [id])
    queries.setQueryData(missedKey(key), true)
    await readFromTop(queries, 'policies')
    expect(queries.getQueryData(freshKey('policies'))).toEqual([id])
    expect(queries.getQueryData(missedKey(key))).toBe(true)
  })
})

describe('a live frame', () => {
  it('is read as the event that it carries', () => {
    const data = { policy, agent: 'cartpole', previousPolicy: null }
    expect(readEvent('policy.promoted', data)).toEqual({ kind: 'policy.promoted', data })
  })

  it('is left alone when its kind is unknown or its data has another shape', () => {
    expect(readEvent('policy.eaten', {})).toBeUndefined()
    expect(readEvent('toString', {})).toBeUndefined()
    expect(readEvent('policy.promoted', { policy: 7 })).toBeUndefined()
  })
})
