import { createThreadQueue, type ThreadQueue } from '../thread/thread-queue.ts'
import type { ComparisonOrder, GroupAnswer } from './comparison-message.ts'

/** Compares policies in a thread of its own: the figures of every group, in their order. */
export type Comparer = ThreadQueue<ComparisonOrder, GroupAnswer[]>

/** Makes a comparer. */
export function createComparer(): Comparer {
  return createThreadQueue({
    program: new URL('./comparison-thread.ts', import.meta.url),
    noun: 'comparison',
  })
}
