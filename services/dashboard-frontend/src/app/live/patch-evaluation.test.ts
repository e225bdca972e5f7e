import type { Evaluation, TarsEvent } from '@tars/contracts'
import { describe, expect, it } from 'vitest'
import { patchEvaluation } from './patch-evaluation.ts'

const at = '2026-11-23T12:00:00.000Z'
const queued = {
  id: 'a',
  state: 'queued',
  episodesDone: 0,
  episodesTotal: 200,
  startedAt: null,
} as Evaluation
const event = (kind: string, data: object = {}) => ({ kind, data: { evaluation: 'a', ...data } }) as TarsEvent
const progressed = (episodesDone: number) =>
  event('evaluation.progressed', { episodesDone, episodesTotal: 200 })

describe('an evaluation', () => {
  it('runs as soon as episodes are played, and never counts back', () => {
    const running = patchEvaluation(queued, progressed(50), at)
    expect(running).toMatchObject({ state: 'running', episodesDone: 50, startedAt: at })
    expect(patchEvaluation(running, progressed(40), at)).toBe(running)
    const scored = patchEvaluation(running, event('evaluation.scored'), at)
    expect(scored).toMatchObject({ state: 'scored', episodesDone: 200 })
    expect(patchEvaluation(scored, progressed(200), at).state).toBe('scored')
  })

  it('ends judged, failed or cancelled', () => {
    const verdict = event('evaluation.judged', { verdict: 'regressed' })
    expect(patchEvaluation(queued, verdict, at)).toMatchObject({
      state: 'judged',
      verdict: 'regressed',
      endedAt: at,
    })
    const failed = event('evaluation.failed', { error: 'gone' })
    expect(patchEvaluation(queued, failed, at)).toMatchObject({ state: 'failed', error: 'gone' })
    expect(patchEvaluation(queued, event('evaluation.cancelled'), at).state).toBe('cancelled')
  })

  it('once over, goes on only after it was resumed', () => {
    const failed = patchEvaluation(queued, event('evaluation.failed', { error: 'gone' }), at)
    expect(patchEvaluation(failed, event('evaluation.scored'), at)).toBe(failed)
    const resumed = patchEvaluation(failed, event('evaluation.resumed'), at)
    expect(resumed).toMatchObject({ state: 'queued', error: null, endedAt: null })
    const begun = { ...failed, episodesDone: 50 }
    expect(patchEvaluation(begun, event('evaluation.resumed'), at).state).toBe('running')
  })

  it("is left alone by another's events and by those that do not change it", () => {
    expect(patchEvaluation(queued, event('evaluation.cancelled', { evaluation: 'b' }), at)).toBe(queued)
    expect(patchEvaluation(queued, event('evaluation.requested'), at)).toBe(queued)
    expect(patchEvaluation(queued, { kind: 'insight.raised', data: {} } as TarsEvent, at)).toBe(queued)
  })
})
