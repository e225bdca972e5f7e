import type { Evaluation, Training } from '@tars/contracts'
import { describe, expect, it } from 'vitest'
import { evaluationEtaSeconds, evaluationRatio, trainingEtaSeconds, trainingRatio } from './eta.ts'

const training = (given: object) =>
  ({ state: 'running', steps: 1_000, progress: { steps: 400, stepsPerSecond: 100 }, ...given }) as Training
const evaluation = (given: object) =>
  ({
    state: 'running',
    startedAt: '2026-11-23T12:00:00.000Z',
    episodesDone: 50,
    episodesTotal: 200,
    ...given,
  }) as Evaluation
const now = Date.parse('2026-11-23T12:00:10.000Z')

describe('the time that is left', () => {
  it('of a training follows its present rate', () => {
    expect(trainingEtaSeconds(training({}))).toBe(6)
    expect(trainingEtaSeconds(training({ progress: { steps: 1_200, stepsPerSecond: 100 } }))).toBe(0)
  })

  it('of a training is unknown before its first point, without a rate, and when it does not run', () => {
    expect(trainingEtaSeconds(training({ progress: null }))).toBeNull()
    expect(trainingEtaSeconds(training({ progress: { steps: 4, stepsPerSecond: 0 } }))).toBeNull()
    expect(trainingEtaSeconds(training({ state: 'completed' }))).toBeNull()
  })

  it('of an evaluation follows its mean rate', () => {
    expect(evaluationEtaSeconds(evaluation({}), now)).toBe(30)
  })

  it('of an evaluation is unknown before its first episode and when it does not run', () => {
    expect(evaluationEtaSeconds(evaluation({ episodesDone: 0 }), now)).toBeNull()
    expect(evaluationEtaSeconds(evaluation({ startedAt: null }), now)).toBeNull()
    expect(evaluationEtaSeconds(evaluation({ state: 'scored' }), now)).toBeNull()
  })
})

describe('the share that is done', () => {
  it('never exceeds the whole', () => {
    expect(trainingRatio(training({}))).toBe(0.4)
    expect(trainingRatio(training({ progress: { steps: 2_000 } }))).toBe(1)
    expect(evaluationRatio(evaluation({}))).toBe(0.25)
  })

  it('is nothing where nothing is known', () => {
    expect(trainingRatio(training({ progress: null }))).toBe(0)
    expect(evaluationRatio(evaluation({ episodesTotal: 0 }))).toBe(0)
  })
})
