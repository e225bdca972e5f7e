import type { TarsEvent, Training } from '@tars/contracts'
import { describe, expect, it } from 'vitest'
import { patchTraining } from './patch-training.ts'

const at = '2026-11-23T12:00:00.000Z'
const queued = {
  id: 'a',
  state: 'queued',
  progress: null,
  startedAt: null,
  endedAt: null,
  error: null,
} as Training
const event = (kind: string, data: object = {}) => ({ kind, data: { training: 'a', ...data } }) as TarsEvent

describe('a training', () => {
  it('starts, and keeps its first start when it is taken up again', () => {
    const started = patchTraining(queued, event('training.started', { attempt: 1 }), at)
    expect(started).toMatchObject({ state: 'running', attempts: 1, startedAt: at })
    const again = patchTraining(
      started,
      event('training.started', { attempt: 2 }),
      '2026-11-23T13:00:00.000Z',
    )
    expect(again).toMatchObject({ attempts: 2, startedAt: at })
  })

  it('runs as soon as it reports progress, and never goes back to an older point', () => {
    const running = patchTraining(
      queued,
      event('training.progressed', { points: [{ steps: 1 }, { steps: 2 }] }),
      at,
    )
    expect(running).toMatchObject({ state: 'running', progress: { steps: 2 } })
    expect(patchTraining(running, event('training.progressed', { points: [{ steps: 1 }] }), at)).toBe(running)
    expect(patchTraining(running, event('training.progressed', { points: [] }), at)).toBe(running)
  })

  it('stays cancelled when a late report arrives', () => {
    const cancelled = patchTraining(queued, event('training.cancelled'), at)
    expect(cancelled).toMatchObject({ state: 'cancelled', endedAt: at })
    expect(patchTraining(cancelled, event('training.progressed', { points: [{ steps: 9 }] }), at).state).toBe(
      'cancelled',
    )
  })

  it('once over, starts again only after it was resumed', () => {
    const failed = patchTraining(queued, event('training.failed', { error: 'diverged' }), at)
    expect(patchTraining(failed, event('training.started', { attempt: 1 }), at)).toBe(failed)
    const resumed = patchTraining(failed, event('training.resumed'), at)
    expect(resumed).toMatchObject({ state: 'queued', error: null, endedAt: null })
    expect(patchTraining(resumed, event('training.started', { attempt: 1 }), at).state).toBe('running')
  })

  it('ends with its policy or with its error', () => {
    const completed = event('training.completed', { policy: 'p', evaluation: 'e' })
    expect(patchTraining(queued, completed, at)).toMatchObject({
      state: 'completed',
      policyId: 'p',
      evaluationId: 'e',
    })
    const failed = event('training.failed', { error: 'diverged' })
    expect(patchTraining(queued, failed, at)).toMatchObject({
      state: 'failed',
      error: 'diverged',
      endedAt: at,
    })
  })

  it("is left alone by another's events and by those that do not change it", () => {
    expect(patchTraining(queued, event('training.cancelled', { training: 'b' }), at)).toBe(queued)
    expect(patchTraining(queued, event('training.requested'), at)).toBe(queued)
    expect(patchTraining(queued, { kind: 'insight.raised', data: {} } as TarsEvent, at)).toBe(queued)
  })
})
