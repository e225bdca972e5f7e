import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Worker } from 'node:worker_threads'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { ordersMax } from '../thread/thread-queue.ts'
import { compareGroup } from './compare-group.ts'
import { type Comparer, createComparer } from './comparer.ts'
import type { ComparisonOrder } from './comparison-message.ts'

const orderOf = (episodes: number, policies = 2, seed = 7): ComparisonOrder => ({
  seed,
  groups: [
    {
      range: 500,
      members: Array.from({ length: policies }, (_, policy) => ({
        policyId: `p${policy}`,
        name: `agent v${policy}`,
        returns: Array.from({ length: episodes }, (_, index) => Math.sin(index * (policy + 1)) * 100),
      })),
    },
  ],
})
const expected = ({ groups, seed }: ComparisonOrder) => groups.map((group) => compareGroup(group, seed))
/** What no member returns: the thread dies of it. */
const deadly = { ...orderOf(6), groups: [{ range: 500, members: [{ returns: null }] }] } as never

describe('a comparer', () => {
  let threads = 0
  const onWorker = (worker: Worker) => {
    threads += 1
    worker.on('exit', () => {
      threads -= 1
    })
  }
  beforeAll(() => void process.on('worker', onWorker))
  afterAll(() => void process.off('worker', onWorker))

  let comparer: Comparer
  beforeEach(() => {
    comparer = createComparer()
  })
  afterEach(async () => {
    vi.useRealTimers()
    await comparer.close()
    expect(threads).toBe(0)
  })

  it('finds in its thread what would be found here, order after order', async () => {
    const orders = [orderOf(20), orderOf(30, 3), { seed: 1, groups: [] }]
    const answers = await Promise.all(orders.map((order) => comparer.ask(order)))
    expect(answers).toEqual(orders.map(expected))
    expect(threads).toBe(1)
  })

  it('refuses what is too much at once, and is free again afterwards', async () => {
    const order = orderOf(6)
    const taken = Array.from({ length: ordersMax }, () => comparer.ask(order))
    await expect(comparer.ask(order)).rejects.toMatchObject({ code: 'OVERLOADED' })
    await Promise.all(taken)
    expect(await comparer.ask(order)).toEqual(expected(order))
  })

  it('tells of a thread that dies, and has a new one for the next order', async () => {
    const broken = comparer.ask(deadly)
    const next = comparer.ask(orderOf(6))
    await expect(broken).rejects.toThrow(TypeError)
    expect(await next).toEqual(expected(orderOf(6)))
    expect(threads).toBe(1)
  })

  it('breaks off what takes too long', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const slow = comparer.ask(orderOf(20_000, 8))
    const refused = expect(slow).rejects.toMatchObject({
      code: 'OVERLOADED',
      message: 'The comparison took longer than 30 s.',
    })
    await vi.advanceTimersByTimeAsync(30_000)
    await refused
  })

  it('breaks off when it is closed', async () => {
    const slow = comparer.ask(orderOf(20_000, 8))
    const refused = expect(slow).rejects.toMatchObject({ message: 'The comparison was broken off.' })
    await vi.waitFor(() => expect(threads).toBe(1))
    await comparer.close()
    await refused
  })

  it('ends its thread after half a minute without an order', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    await comparer.ask(orderOf(6))
    expect(threads).toBe(1)
    await vi.advanceTimersByTimeAsync(30_000)
    vi.useRealTimers()
    await vi.waitFor(() => expect(threads).toBe(0))
  })

  it('leaves the event loop free while it works on the largest comparison there is', async () => {
    const largest = orderOf(10_000, 8)
    const delay = monitorEventLoopDelay({ resolution: 5 })
    delay.enable()
    const startedMs = performance.now()
    await comparer.ask(largest)
    const tookMs = performance.now() - startedMs
    delay.disable()
    expect(tookMs).toBeLessThan(20_000)
    expect(delay.max / 1e6).toBeLessThan(Math.max(100, tookMs / 4))
  })
})
