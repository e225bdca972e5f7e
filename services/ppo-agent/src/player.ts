import { Worker } from 'node:worker_threads'
import type { PlayAnswer, PlayOrder } from './play-message.ts'

/** Plays episodes in a thread of its own, so that the service stays awake. */
export interface PlayerThread {
  /**
   * Plays the first piece of an order, about half a second of it, at least one episode. Rejects when the thread dies or is silent
   * for too long; the next order gets a new thread.
   */
  play(order: PlayOrder): Promise<PlayAnswer>
  close(): Promise<void>
}

const idleMs = 30_000

/** Makes a player, which waits `timeoutMs` for a piece. The thread starts with the first order and ends after half a minute without one. */
export function createPlayer(timeoutMs: number): PlayerThread {
  let worker: Worker | undefined
  let idle: NodeJS.Timeout | undefined

  async function end(): Promise<void> {
    clearTimeout(idle)
    const last = worker
    worker = undefined
    await last?.terminate()
  }

  return {
    async play(order) {
      clearTimeout(idle)
      worker ??= new Worker(new URL('./play-thread.ts', import.meta.url))
      try {
        return await ask(worker, order, timeoutMs)
      } catch (error) {
        await end()
        throw error
      } finally {
        if (worker !== undefined) idle = setTimeout(end, idleMs).unref()
      }
    },
    close: end,
  }
}

function ask(worker: Worker, order: PlayOrder, timeoutMs: number): Promise<PlayAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<PlayAnswer>()
  const onExit = (code: number) => reject(new Error(`The player thread ended with code ${code}.`))
  const timer = setTimeout(() => reject(new Error(`No answer within ${timeoutMs} ms.`)), timeoutMs)
  worker.on('message', resolve)
  worker.on('error', reject)
  worker.on('exit', onExit)
  worker.postMessage(order)
  return promise.finally(() => {
    clearTimeout(timer)
    worker.off('message', resolve)
    worker.off('error', reject)
    worker.off('exit', onExit)
  })
}
