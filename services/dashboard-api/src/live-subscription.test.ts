import type { Position, StoredEvent, Subscriber } from '@tars/events'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openSubscription } from './live-subscription.ts'
import { stallMs, waitingBytesMax } from './slow-reader.ts'

const event = (offset: number): StoredEvent => ({
  channel: 'c',
  offset,
  kind: 'k',
  data: null,
  traceparent: null,
  at: 'now',
})

/** A feed of one channel with a head, and a sink whose reader takes nothing until told. */
function world(head: number) {
  const subscribers = new Set<Subscriber>()
  const state = { head, waiting: 0, sent: [] as string[], stalled: 0, errors: 0, fails: 0 }
  const feed = {
    async subscribe(_channel: string, since: Position | undefined, subscriber: Subscriber) {
      if (state.fails-- > 0) throw new Error('gone')
      const from = since?.offset ?? state.head
      const isKnown = since === undefined || since.epoch === 'e'
      subscriber.onStart({ epoch: 'e', offset: isKnown ? from : state.head }, isKnown)
      for (let offset = from + 1; isKnown && offset <= state.head; offset++) subscriber.onEvent(event(offset))
      subscribers.add(subscriber)
      return { close: () => void subscribers.delete(subscriber) }
    },
  }
  const uses = {
    feed,
    sink: { send: (text: string) => void state.sent.push(text), waitingBytes: () => state.waiting },
    onSent: () => undefined,
    onStalled: () => void state.stalled++,
    onError: () => void state.errors++,
  }
  const emit = () => {
    state.head++
    for (const subscriber of subscribers) subscriber.onEvent(event(state.head))
  }
  const frames = () => state.sent.map((text) => JSON.parse(text) as Record<string, unknown>)
  return { state, uses, emit, frames, subscribers }
}

const offsetsOf = (frames: Record<string, unknown>[]) =>
  frames.filter(({ type }) => type === 'event').map(({ offset }) => offset)

describe('openSubscription', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('begins after the position asked for and goes on without gaps', async () => {
    const { uses, emit, frames } = world(3)
    openSubscription(uses, 'c', { epoch: 'e', offset: 1 })
    await vi.advanceTimersByTimeAsync(0)
    emit()
    expect(frames()[0]).toEqual({ type: 'subscribed', channel: 'c', epoch: 'e', offset: 1, recovered: true })
    expect(offsetsOf(frames())).toEqual([2, 3, 4])
  })

  it('says so when events may be missing', async () => {
    const { uses, frames } = world(3)
    openSubscription(uses, 'c', { epoch: 'other', offset: 1 })
    await vi.advanceTimersByTimeAsync(0)
    expect(frames()).toEqual([{ type: 'subscribed', channel: 'c', epoch: 'e', offset: 3, recovered: false }])
  })

  it('keeps nothing for a reader with 1 MiB waiting, and gives it everything, once and in order, when it has caught up', async () => {
    const { uses, emit, frames, state, subscribers } = world(0)
    openSubscription(uses, 'c', undefined)
    await vi.advanceTimersByTimeAsync(0)
    emit()
    state.waiting = waitingBytesMax + 1
    emit()
    emit()
    expect(subscribers.size).toBe(0)
    expect(offsetsOf(frames())).toEqual([1])
    state.waiting = 0
    await vi.advanceTimersByTimeAsync(100)
    emit()
    expect(offsetsOf(frames())).toEqual([1, 2, 3, 4])
    expect(frames().filter(({ type }) => type === 'subscribed')).toHaveLength(1)
    expect(state.stalled).toBe(0)
  })

  it('gives up a reader that takes nothing for 5 s, but not one that takes a little', async () => {
    const { uses, emit, state } = world(0)
    openSubscription(uses, 'c', undefined)
    await vi.advanceTimersByTimeAsync(0)
    state.waiting = 2 * waitingBytesMax
    emit()
    for (let turn = 0; turn < 5; turn++) {
      await vi.advanceTimersByTimeAsync(stallMs - 100)
      state.waiting -= 1_000
    }
    expect(state.stalled).toBe(0)
    await vi.advanceTimersByTimeAsync(stallMs + 100)
    expect(state.stalled).toBe(1)
    await vi.advanceTimersByTimeAsync(10 * stallMs)
    expect(state.stalled).toBe(1)
  })

  it('tries again each second while the store is away', async () => {
    const { uses, frames, state } = world(2)
    state.fails = 2
    openSubscription(uses, 'c', { epoch: 'e', offset: 0 })
    await vi.advanceTimersByTimeAsync(1_500)
    expect(frames()).toEqual([])
    await vi.advanceTimersByTimeAsync(1_000)
    expect(offsetsOf(frames())).toEqual([1, 2])
    expect(state.errors).toBe(2)
  })

  it('sends nothing more once it is closed, whatever it was doing', async () => {
    const { uses, emit, frames, state, subscribers } = world(0)
    const early = openSubscription(uses, 'c', undefined)
    early.close()
    state.fails = 1
    const waiting = openSubscription(uses, 'c', undefined)
    await vi.advanceTimersByTimeAsync(0)
    waiting.close()
    await vi.advanceTimersByTimeAsync(10_000)
    emit()
    expect(subscribers.size).toBe(0)
    expect(offsetsOf(frames())).toEqual([])
  })
})
