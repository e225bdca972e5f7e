import type { Worker } from 'node:worker_threads'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { trainTinyPolicy } from '../../../tests/harness/evaluation.ts'
import { play } from './play.ts'
import type { PlayOrder } from './play-message.ts'
import { createPlayer, type PlayerThread } from './player.ts'

const order: PlayOrder = {
  environment: 'CartPole-v1',
  policyFile: trainTinyPolicy().file,
  mode: 'stochastic',
  suiteSeed: 7,
  first: 0,
  count: 5,
}
/** What no policy file is: the thread dies of it. */
const deadly: PlayOrder = { ...order, policyFile: 'no bytes at all' as never }

describe('a player', () => {
  let threads = 0
  const onWorker = (worker: Worker) => {
    threads += 1
    worker.on('exit', () => {
      threads -= 1
    })
  }
  beforeAll(() => void process.on('worker', onWorker))
  afterAll(() => void process.off('worker', onWorker))

  let player: PlayerThread | undefined
  afterEach(async () => {
    vi.useRealTimers()
    await player?.close()
  })

  it('plays in its thread what would be played here, order after order', async () => {
    player = createPlayer(30_000)
    expect(await player.play(order)).toEqual(play(order))
    const refused = { ...order, environment: 'Pong-v5' }
    expect(await player.play(refused)).toEqual(play(refused))
    const next = { ...order, first: 5 }
    expect(await player.play(next)).toEqual(play(next))
  })

  it('answers a long order with its first piece', async () => {
    player = createPlayer(30_000)
    const long = { ...order, policyFile: null, count: 1_000_000 }
    const startedMs = performance.now()
    const answer = await player.play(long)
    expect(performance.now() - startedMs).toBeLessThan(20_000)
    if (answer.kind === 'refused') throw new Error(answer.error)
    const count = answer.episodes.length
    expect(count).toBeGreaterThan(1)
    expect(count).toBeLessThan(1_000_000)
    expect(answer).toEqual(play({ ...long, count }))
  })

  it('rejects when its thread dies, and plays the next order in a new one', async () => {
    player = createPlayer(30_000)
    await expect(player.play(deadly)).rejects.toThrow(TypeError)
    expect(await player.play(order)).toEqual(play(order))
  })

  it('rejects when its thread is silent for too long, and ends it', async () => {
    player = createPlayer(1)
    const endless = { ...order, policyFile: null, count: 1_000_000 }
    await expect(player.play(endless)).rejects.toThrow('No answer within 1 ms.')
    expect(threads).toBe(0)
  })

  it('rejects the order at hand when it is closed', async () => {
    player = createPlayer(30_000)
    const endless = player.play({ ...order, policyFile: null, count: 1_000_000 })
    const rejected = expect(endless).rejects.toThrow(/^The player thread ended with code \d\.$/)
    await player.close()
    await rejected
    expect(threads).toBe(0)
  })

  it('ends its thread after half a minute without an order', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    player = createPlayer(600_000)
    await player.play(order)
    await vi.advanceTimersByTimeAsync(29_000)
    expect(threads).toBe(1)
    await player.play(order)
    await vi.advanceTimersByTimeAsync(29_000)
    expect(threads).toBe(1)
    await vi.advanceTimersByTimeAsync(1_000)
    await vi.waitUntil(() => threads === 0)
  })

  it('can be closed before it has played', async () => {
    await createPlayer(1).close()
    expect(threads).toBe(0)
  })
})
