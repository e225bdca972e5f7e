import type { Training } from '@tars/contracts'
import { describe, expect, it } from 'vitest'
import { configurationChanges, formatSetting } from './configuration-change.ts'

const training = (given: object, configuration: object = {}) =>
  ({
    preset: 'quick',
    seed: 1,
    steps: 100,
    configuration: { gamma: 0.99, hiddenSizes: [64, 64], ...configuration },
    ...given,
  }) as Training

describe('what differs between two trainings', () => {
  it('is every setting with both values', () => {
    const after = training({ seed: 2, preset: null, steps: 196_608 }, { hiddenSizes: [64], targetKl: null })
    expect(configurationChanges(training({}), after)).toEqual([
      { name: 'preset', before: 'quick', after: 'none' },
      { name: 'seed', before: '1', after: '2' },
      { name: 'steps', before: '100', after: '196,608' },
      { name: 'hiddenSizes', before: '64 × 64', after: '64' },
    ])
  })

  it('is nothing where all is the same', () => {
    expect(configurationChanges(training({}), training({}))).toEqual([])
  })

  it('is written as people write settings', () => {
    expect([null, true, 0.0003, [16, 16]].map(formatSetting)).toEqual(['none', 'true', '0.0003', '16 × 16'])
  })
})
