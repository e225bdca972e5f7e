import { Worker } from 'node:worker_threads'
import { TarsError } from '@tars/contracts'
import type { ThreadAnswer } from './serve-orders.ts'

/** Orders that a thread of its own works off one after the other, so that the API stays awake. */
export interface ThreadQueue<Order, Answer> {
  /**
   * The answer to an order.
   *
   * @throws {TarsError} OVERLOADED when too many orders wait already, or when one is not answered in time; what the thread has
   *   refused it with.
   */
  ask(order: Order): Promise<Answer>
  close(): Promise<void>
}

/** What a thread works on. */
export interface ThreadQueueOptions {
  /** The thread's program; it calls `serveOrders`. */
  program: URL
  /** What an order is called in an error, in the singular. */
  noun: string
}

/** The most orders at hand, the one being worked on included. */
export const ordersMax = 8

const timeoutMs = 30_000
const idleMs = 30_000

/** Makes a queue. Its thread starts with the first order and ends after half a minute without one. */
export function createThreadQueue<Order, Answer>(options: ThreadQueueOptions): ThreadQueue<Order, Answer> {
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

  async function work(order: Order): Promise<Answer> {
    clearTimeout(idle)
    thread ??= new Worker(options.program)
    let answer: ThreadAnswer<Answer>
    try {
      answer = await askThread(thread, order, options.noun)
    } catch (error) {
      await end()
      throw error
    } finally {
      idle = setTimeout(end, idleMs).unref()
    }
    if (answer.kind === 'refused') throw new TarsError(answer.code, answer.message)
    return answer.value
  }

  return {
    async ask(order) {
      if (atHand >= ordersMax)
        throw new TarsError('OVERLOADED', `${ordersMax} ${options.noun}s are being worked on.`)
      atHand += 1
      const done = last.then(() => work(order)).finally(() => (atHand -= 1))
      // The next order does not care how this one ends; whoever asked for it does.
      last = done.catch(() => undefined)
      return done
    },
    close: end,
  }
}

function askThread<Answer>(thread: Worker, order: unknown, noun: string): Promise<ThreadAnswer<Answer>> {
  const { promise, resolve, reject } = Promise.withResolvers<ThreadAnswer<Answer>>()
  const onExit = () => reject(new TarsError('OVERLOADED', `The ${noun} was broken off.`))
  const timer = setTimeout(
    () => reject(new TarsError('OVERLOADED', `The ${noun} took longer than ${timeoutMs / 1_000} s.`)),
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
