import { InfiniteQueryObserver, QueryClient } from '@tanstack/react-query'
import type { Client, TarsEvent } from '@tars/contracts'
import { describe, expect, it, vi } from 'vitest'
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
    const answers = [
      { items: [], nextCursor: null },
      { items: [{ id }], nextCursor: null },
    ]
    const observer = new InfiniteQueryObserver(queries, {
      queryKey: ['trainings', 'list', {}],
      queryFn: async () => answers.shift(),
      initialPageParam: undefined,
      getNextPageParam: () => undefined,
    })
    const stop = observer.subscribe(() => {})
    await vi.waitFor(() => expect(queries.getQueryData(['trainings', 'list', {}])).toBeDefined())
    await applyEvent(uses, event('training.requested', { ...about, steps: 1 }), at)
    expect(queries.getQueryData(['trainings', 'list', {}])).toMatchObject({ pages: [{ items: [{ id }] }] })
    stop()
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
      const { queries, uses } = setUp()
      queries.setQueryData(['agents', 'one', 'cartpole'], {})
      queries.setQueryData(['promotions', 'open'], {})
      await applyEvent(uses, event(kind, { agent: 'cartpole' }), at)
      expect(queries.getQueryState(['agents', 'one', 'cartpole'])?.isInvalidated).toBe(true)
      expect(queries.getQueryState(['promotions', 'open'])?.isInvalidated).toBe(true)
    }
  })

  it('makes insights be read again', async () => {
    const { queries, uses } = setUp()
    queries.setQueryData(['insights', 'list'], {})
    await applyEvent(uses, event('insight.raised', { insight: id, severity: 'info', title: 'x' }), at)
    expect(queries.getQueryState(['insights', 'list'])?.isInvalidated).toBe(true)
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
  })
})

describe('a long list', () => {
  const page = { items: [{ id }], nextCursor: 'next' }
  const long = { pages: [page, page, page, page, page], pageParams: [undefined, 'a', 'b', 'c', 'd'] }

  it('is kept after a gap, and marked, until someone asks for it from its top', async () => {
    const { queries } = setUp()
    queries.setQueryData(['policies', 'list', {}], long)
    queries.setQueryData(['policies', 'one', id], {})
    await resetChannel(queries, 'policies')
    expect(queries.getQueryState(['policies', 'list', {}])?.isInvalidated).toBe(false)
    expect(queries.getQueryState(['policies', 'one', id])?.isInvalidated).toBe(true)
    expect(queries.getQueryData(missedKey('policies'))).toBe(true)
    await readFromTop(queries, 'policies')
    expect(queries.getQueryData(['policies', 'list', {}])).toEqual({ pages: [page], pageParams: [undefined] })
    expect(queries.getQueryData(missedKey('policies'))).toBe(false)
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
