import type { TarsEvent } from '@tars/contracts'
import { describe, expect, it, vi } from 'vitest'
import { createInbox, rememberedMax, waitingMax } from './inbox.ts'

const event = (training: string, kind = 'training.started') => ({ kind, data: { training } }) as TarsEvent
const later = () => Promise.withResolvers<void>()

describe('the inbox of events', () => {
  it('applies an event once, although two channels bring it', async () => {
    const { take } = createInbox()
    const apply = vi.fn(async () => {})
    await take(event('a'), 'noon', apply)
    await take(event('a'), 'noon', apply)
    expect(apply).toHaveBeenCalledTimes(1)
    await take(event('a'), 'one', apply)
    await take(event('b'), 'noon', apply)
    expect(apply).toHaveBeenCalledTimes(3)
  })

  it('applies the events of a thing one after the other, and lets others pass', async () => {
    const { take } = createInbox()
    const first = later()
    const done: string[] = []
    const started = take(event('a'), '1', () => first.promise.then(() => void done.push('started')))
    const completed = take(event('a', 'training.completed'), '2', async () => void done.push('completed'))
    await take(event('b'), '3', async () => void done.push('other'))
    first.resolve()
    await Promise.all([started, completed])
    expect(done).toEqual(['other', 'started', 'completed'])
  })

  it('goes on after an event that could not be applied', async () => {
    const { take } = createInbox()
    const apply = vi.fn(async () => {})
    const failed = take(event('a'), '1', () => Promise.reject(new Error('away')))
    const next = take(event('a'), '2', apply)
    await expect(failed).rejects.toThrow('away')
    await next
    expect(apply).toHaveBeenCalledTimes(1)
  })

  it('never keeps more than it can hold', async () => {
    const { take } = createInbox()
    const first = later()
    const apply = vi.fn(async () => {})
    const held = take(event('a'), 'first', () => first.promise)
    const waiting = Array.from({ length: waitingMax - 1 }, (_, n) => take(event('a'), `${n}`, apply))
    await expect(take(event('a'), 'more', apply)).rejects.toThrow('wait')
    first.resolve()
    await Promise.all([held, ...waiting])
    for (let n = 0; n < rememberedMax; n += 1) await take(event(`${n}`), 'later', apply)
    apply.mockClear()
    await take(event('a'), 'first', apply)
    expect(apply).toHaveBeenCalledTimes(1)
  })
})
