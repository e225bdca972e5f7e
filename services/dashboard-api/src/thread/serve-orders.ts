import { parentPort } from 'node:worker_threads'
import { type ErrorCode, TarsError } from '@tars/contracts'

/** What a thread says to an order: the answer, or with which operating error it refuses it. */
export type ThreadAnswer<Answer> =
  | { kind: 'answered'; value: Answer }
  | { kind: 'refused'; code: ErrorCode; message: string }

/** Answers the orders of a thread queue, within its thread. */
export function serveOrders<Order, Answer>(answer: (order: Order) => Answer): void {
  parentPort?.on('message', (order: Order) => parentPort?.postMessage(toAnswer(() => answer(order))))
}

/** An error that crosses between threads would lose its class and its code, and end the thread. */
function toAnswer<Answer>(work: () => Answer): ThreadAnswer<Answer> {
  try {
    return { kind: 'answered', value: work() }
  } catch (error) {
    if (!(error instanceof TarsError)) throw error
    return { kind: 'refused', code: error.code, message: error.message }
  }
}
