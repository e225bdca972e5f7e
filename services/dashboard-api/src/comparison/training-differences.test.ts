import { defaultConfiguration } from '@tars/reinforcement'
import { describe, expect, it } from 'vitest'
import { listTrainingDifferences, type TrainingPlan } from './training-differences.ts'

const plan = (changes: object = {}): TrainingPlan => ({
  preset: 'default',
  seed: 1,
  steps: 1_000,
  configuration: { ...defaultConfiguration, hiddenSizes: [64, 64], ...changes },
})

describe('the differences of trainings', () => {
  it('are the settings that not all have in common, with the value of each policy', () => {
    const plans = new Map([
      ['a', plan({ gamma: 0.99, targetKl: null })],
      ['b', plan({ gamma: 0.98, targetKl: 0.02 })],
      ['c', { ...plan({ gamma: 0.99, targetKl: null }), seed: 2 }],
    ])
    expect(listTrainingDifferences(plans)).toEqual([
      { name: 'seed', values: { a: 1, b: 1, c: 2 } },
      { name: 'gamma', values: { a: 0.99, b: 0.98, c: 0.99 } },
      { name: 'targetKl', values: { a: null, b: 0.02, c: null } },
    ])
  })

  it('compare lists by what they hold', () => {
    const same = new Map([
      ['a', plan({ hiddenSizes: [64, 64] })],
      ['b', plan({ hiddenSizes: [64, 64] })],
    ])
    expect(listTrainingDifferences(same)).toEqual([])
    const other = new Map([...same, ['c', plan({ hiddenSizes: [64] })]])
    expect(listTrainingDifferences(other)).toMatchObject([{ name: 'hiddenSizes', values: { c: [64] } }])
  })

  it('are none where there is nothing to differ from', () => {
    expect(listTrainingDifferences(new Map([['a', plan()]]))).toEqual([])
    expect(listTrainingDifferences(new Map())).toEqual([])
  })

  it('name presets and steps, too', () => {
    const plans = new Map([
      ['a', plan()],
      ['b', { ...plan(), preset: null, steps: 2_000 }],
    ])
    expect(listTrainingDifferences(plans)).toEqual([
      { name: 'preset', values: { a: 'default', b: null } },
      { name: 'steps', values: { a: 1_000, b: 2_000 } },
    ])
  })
})
