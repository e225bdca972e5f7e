import type { Work } from '@tars/contracts'
import type { ToneSentence } from './describe-system.ts'
import { formatAgo } from './moment.ts'
import { countOf, formatCount } from './quantity.ts'

/** How the work stands, in one sentence that says first what was given up. */
export function describeQueue(work: Work, nowMs: number): ToneSentence {
  if (work.deadLetters > 0) {
    const sentence = `${countOf(work.deadLetters, 'event')} could not be handled in the last 24\u00a0h and ${work.deadLetters === 1 ? 'was' : 'were'} given up.`
    return { tone: 'bad', sentence }
  }
  const all = [work.trainings, work.runs, work.verifications]
  const queued = all.reduce((sum, count) => sum + count.queued, 0)
  const running = all.reduce((sum, count) => sum + count.running, 0)
  if (queued + running === 0) return { tone: 'nothing', sentence: 'Nothing waits and nothing runs.' }
  const oldest =
    work.oldestQueuedAt === null ? '' : `; the oldest was asked for ${formatAgo(work.oldestQueuedAt, nowMs)}`
  return {
    tone: 'running',
    sentence: `${formatCount(running)} running, ${formatCount(queued)} waiting${oldest}.`,
  }
}
