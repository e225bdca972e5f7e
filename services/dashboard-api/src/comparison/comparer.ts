import { Worker } from 'node:worker_threads'
import { TarsError } from '@tars/contracts'
import type { ComparisonOrder, GroupAnswer } from './comparison-message.ts'

/** Compares policies in a thread of its own, so that the API stays awake. */
export interface Comparer {
  /**
   * The figures of every group, in their order. Orders are worked off one after the other.
   *
   * @throws {TarsError} OVERLOADED when eight orders wait already, or when one is not answered within 30 s.
   */
  compare(order: ComparisonOrder): Promise<GroupAnswer[]>
  close(): Promise<void>
}

/** The most orders at hand, the one being worked on included. */
export const comparisonsMax = 8

const timeoutMs = 30_000
const idleMs = 30_000

/** Makes a comparer. Its thread starts with the first order and ends after half a minute without one. */
export function createComparer(): Comparer {
  let thread: Worker | undefined
  let idle: NodeJS.Timeout | undefined
  let last: Promise<unknown> = Promise.resolve()
  let atHand = 0

  async function end(): Promise<void> {
    clearTimeout(idle)
    const ending = thread
    thread = undefined
    await ending?.terminate()
  }

  async function work(order: ComparisonOrder): Promise<GroupAnswer[]> {
    clearTimeout(idle)
    thread ??= new Worker(new URL('./comparison-thread.ts', import.meta.url))
    try {
      return await ask(thread, order)
    } catch (error) {
      await end()
      throw error
    } finally {
      idle = setTimeout(end, idleMs).unref()
    }
  }

  return {
    async compare(order) {
      if (atHand >= comparisonsMax) {
        throw new TarsError('OVERLOADED', `${comparisonsMax} comparisons are being worked on.`)
      }
      atHand += 1
      const done = last.then(() => work(order)).finally(() => (atHand -= 1))
      // The next order does not care how this one ends; whoever asked for it does.
      last = done.catch(() => undefined)
      return done
    },
    close: end,
  }
}

function ask(thread: Worker, order: ComparisonOrder): Promise<GroupAnswer[]> {
  const { promise, resolve, reject } = Promise.withResolvers<GroupAnswer[]>()
  const onExit = () => reject(new TarsError('OVERLOADED', 'The comparison was broken off.'))
  const timer = setTimeout(
    () => reject(new TarsError('OVERLOADED', `The comparison took longer than ${timeoutMs / 1_000} s.`)),
    timeoutMs,
  )
  thread.on('message', resolve)
  thread.on('error', reject)
  thread.on('exit', onExit)
  thread.postMessage(order)
  return promise.finally(() => {
    clearTimeout(timer)
    thread.off('message', resolve)
    thread.off('error', reject)
    thread.off('exit', onExit)
  })
}
