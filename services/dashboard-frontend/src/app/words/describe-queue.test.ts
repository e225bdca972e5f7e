import type { Work } from '@tars/contracts'
import { describe, expect, it } from 'vitest'
import { describeQueue } from './describe-queue.ts'

const at = '2026-11-23T12:00:00.000Z'
const now = Date.parse(at)
const none = { queued: 0, running: 0 }
const idle: Work = {
  trainings: none,
  runs: none,
  verifications: none,
  oldestQueuedAt: null,
  outboxRows: 0,
  deadLetters: 0,
  at,
}
const told = (work: Work) => describeQueue(work, now).sentence.replaceAll('\u00a0', ' ')

describe('the work', () => {
  it('that waits and runs is counted over everything', () => {
    expect(told(idle)).toBe('Nothing waits and nothing runs.')
    const busy = { ...idle, trainings: { queued: 2, running: 1 }, runs: { queued: 1, running: 4 } }
    expect(told(busy)).toBe('5 running, 3 waiting.')
    expect(told({ ...busy, oldestQueuedAt: '2026-11-23T11:57:00.000Z' })).toContain('asked for 3 min ago.')
  })

  it('that was given up is told before all else', () => {
    expect(told({ ...idle, deadLetters: 1 })).toBe(
      '1 event could not be handled in the last 24 h and was given up.',
    )
    expect(describeQueue({ ...idle, deadLetters: 2 }, now)).toMatchObject({ tone: 'bad' })
  })
})
