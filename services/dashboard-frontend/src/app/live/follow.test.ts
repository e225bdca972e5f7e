import { QueryClient, QueryObserver } from '@tanstack/react-query'
import type { Client } from '@tars/contracts'
import type { LiveEvent, SubscribeOptions } from '@tars/realtime'
import { describe, expect, it, vi } from 'vitest'
import { followChannel } from './follow.ts'
import { createInbox } from './inbox.ts'
import { snapshotGate } from './snapshot-gate.ts'

const id = '019abcde-0000-7000-8000-000000000001'
const about = { training: id, agent: 'cartpole', environment: 'CartPole-v1' }

function setUp(call: () => Promise<unknown>) {
  const queries = new QueryClient()
  queries.setQueryData(['trainings', 'one', id], { id, state: 'queued', startedAt: null })
  let reader: SubscribeOptions | undefined
  const subscription = { position: () => null, close: vi.fn() }
  const live = {
    subscribe: (_channel: string, options: SubscribeOptions) => {
      reader = options
      return subscription
    },
  }
  const uses = { queries, live, client: { call } as unknown as Client, inbox: createInbox() }
  const followed = followChannel(uses, 'trainings')
  const send = (kind: string, data: object) =>
    reader?.onEvent({ kind, data, at: '2026-11-23T12:00:00.000Z' } as LiveEvent)
  const isStale = () => queries.getQueryState(['trainings', 'one', id])?.isInvalidated
  return {
    queries,
    followed,
    subscription,
    send,
    isStale,
    reset: () => reader?.onReset({ epoch: 'e', offset: 0 }),
  }
}

describe('following a channel', () => {
  it('applies its events', async () => {
    const { queries, send, isStale } = setUp(async () => ({ id, state: 'running', attempts: 1 }))
    send('training.started', { ...about, attempt: 1 })
    expect(queries.getQueryData(['trainings', 'one', id])).toMatchObject({ state: 'running' })
    expect(isStale()).toBe(false)
  })

  it('reads again after a gap, and when an event has a shape that it does not know', () => {
    for (const happen of ['reset', 'send'] as const) {
      const followed = setUp(async () => ({}))
      followed[happen]('training.exploded', {})
      expect(followed.isStale()).toBe(true)
    }
  })

  it('reads again when what an event does not tell could not be read', async () => {
    const { send, isStale } = setUp(() => Promise.reject(new Error('away')))
    send('training.cancelled', about)
    await vi.waitFor(() => expect(isStale()).toBe(true))
  })

  it('is told of an event by two channels, and reads what it does not tell once', async () => {
    const call = vi.fn(async () => ({ id, state: 'running' }))
    const { send } = setUp(call)
    send('training.started', { ...about, attempt: 1 })
    send('training.started', { ...about, attempt: 1 })
    await vi.waitFor(() => expect(call).toHaveBeenCalled())
    expect(call).toHaveBeenCalledTimes(1)
  })

  it('ends with its subscription', () => {
    const { followed, subscription } = setUp(async () => ({}))
    followed.close()
    expect(subscription.close).toHaveBeenCalled()
  })

  it('does not read a second time what waited for it, and does read again what was read before', async () => {
    const { queries, reset } = setUp(async () => ({}))
    const read = vi.fn(async () => {
      await snapshotGate.wait('trainings')
      return { items: [] }
    })
    const observed = new QueryObserver(queries, { queryKey: ['trainings', 'recent'], queryFn: read })
    snapshotGate.close('trainings')
    const stop = observed.subscribe(() => {})
    reset()
    await vi.waitFor(() => expect(observed.getCurrentResult().data).toEqual({ items: [] }))
    expect(read).toHaveBeenCalledTimes(1)
    reset()
    await vi.waitFor(() => expect(read).toHaveBeenCalledTimes(2))
    stop()
  })
})
