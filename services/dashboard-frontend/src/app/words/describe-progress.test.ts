import type { Training } from '@tars/contracts'
import { expect, it } from 'vitest'
import { describeProgress } from './describe-progress.ts'

const training = (given: object) =>
  ({
    state: 'running',
    steps: 1_000,
    progress: { steps: 629, stepsPerSecond: 10 },
    startedAt: '2026-11-23T12:00:00.000Z',
    endedAt: null,
    ...given,
  }) as Training
const ended = { endedAt: '2026-11-23T12:00:50.000Z' }

it('says how far a training is, or how it ended, in a few words', () => {
  const words = [
    training({}),
    training({ progress: { steps: 629, stepsPerSecond: 0 } }),
    training({ state: 'queued', progress: null }),
    training({ state: 'failed', ...ended }),
    training({ state: 'completed', ...ended }),
  ].map((each) => describeProgress(each)?.replaceAll('\u00a0', ' '))
  expect(words).toEqual(['62 %, 37 s left', '62 %', undefined, 'ended at 62 %', 'took 50 s'])
})
