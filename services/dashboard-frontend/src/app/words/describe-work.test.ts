import type { Evaluation, Training } from '@tars/contracts'
import { describe, expect, it } from 'vitest'
import {
  describeEvaluationProgress,
  describeTrainingProgress,
  describeTrainings,
  nameEvaluation,
  nameOpponent,
} from './describe-work.ts'

const training = (given: object = {}) =>
  ({
    agent: 'cartpole',
    environment: 'CartPole-v1',
    state: 'running',
    steps: 1_000,
    progress: { steps: 629, stepsPerSecond: 10, returnMean: 201.42 },
    ...given,
  }) as Training
const plain = (text: string | null) => text?.replaceAll('\u00a0', ' ')

describe('work in words', () => {
  it('tells what the one running training does', () => {
    expect(plain(describeTrainings([training()], 0))).toBe(
      'cartpole learns CartPole-v1: 62 % done, mean return 201.4, 37 s left.',
    )
  })

  it('counts when several run or wait', () => {
    expect(plain(describeTrainings([training(), training(), training({ state: 'queued' })], 1))).toBe(
      '2 trainings running. 1 more waiting.',
    )
    expect(plain(describeTrainings([training({ state: 'queued' })], 1))).toBe('1 training waiting.')
    expect(plain(describeTrainings([training(), training({ state: 'queued' })], 25))).toMatch(
      /^cartpole learns CartPole-v1: .* 25 more waiting\.$/,
    )
    expect(plain(describeTrainings([], null))).toBe('Many trainings waiting.')
  })

  it('says nothing when nothing is under way', () => {
    expect(describeTrainings([training({ state: 'completed' })], 0)).toBeNull()
  })

  it('leaves out what is not measured yet', () => {
    expect(plain(describeTrainingProgress(training({ progress: null })))).toBe('0 % done')
  })

  it('tells how far an evaluation is', () => {
    const evaluation = {
      state: 'running',
      startedAt: '2026-11-23T12:00:00.000Z',
      episodesDone: 50,
      episodesTotal: 200,
    } as Evaluation
    const now = Date.parse('2026-11-23T12:00:10.000Z')
    expect(plain(describeEvaluationProgress(evaluation, now))).toBe('25 % of 200 episodes, 30 s left')
    expect(plain(describeEvaluationProgress({ ...evaluation, episodesDone: 0 }, now))).toBe(
      '0 % of 200 episodes',
    )
  })

  it('names policies and playing at random', () => {
    expect(nameOpponent({ kind: 'random' })).toBe('playing at random')
    expect(nameOpponent({ kind: 'policy', policyId: '', agent: 'cartpole', version: 3 })).toBe('cartpole v3')
    expect(nameEvaluation({ agent: 'cartpole', policyVersion: 4 })).toBe('cartpole v4')
  })
})
