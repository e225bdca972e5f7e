import { createThreadQueue, type ThreadQueue } from '../thread/thread-queue.ts'
import type { DrawnEpisode, ReplayOrder } from './draw-episode.ts'

/** Plays and draws single episodes in a thread of its own. */
export type Replayer = ThreadQueue<ReplayOrder, DrawnEpisode>

/** Makes a replayer. */
export function createReplayer(): Replayer {
  return createThreadQueue({ program: new URL('./replay-thread.ts', import.meta.url), noun: 'replay' })
}
