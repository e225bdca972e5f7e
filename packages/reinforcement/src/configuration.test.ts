import { describe, expect, it } from 'vitest'
import { completeConfiguration, defaultConfiguration } from './configuration.ts'

describe('a configuration', () => {
  it('is completed with the defaults and left otherwise as it is', () => {
    expect(completeConfiguration({})).toEqual(defaultConfiguration)
    expect(completeConfiguration({ gamma: 0.9, targetKl: 0.01 })).toEqual({
      ...defaultConfiguration,
      gamma: 0.9,
      targetKl: 0.01,
    })
  })

  it.each([
    ['learningRate', -1],
    ['learningRate', Number.NaN],
    ['learningRate', '0.1'],
    ['learningRate', undefined],
    ['gamma', 1.1],
    ['clipRangeSchedule', 'cosine'],
    ['valueClipRange', false],
    ['epochs', 0],
    ['environments', 1.5],
    ['hiddenSizes', []],
    ['hiddenSizes', [1, 2, 3, 4]],
    ['hiddenSizes', [0]],
    ['hiddenSizes', 64],
    ['normalizeAdvantage', 1],
    ['momentum', 0.9],
  ])('refuses %s = %j by name', (name, value) => {
    expect(() => completeConfiguration({ [name]: value })).toThrow(new RegExp(name))
  })

  it('refuses a batch that a rollout cannot fill, and what is no object at all', () => {
    expect(() => completeConfiguration({ rolloutSteps: 63 })).toThrow(
      'batchSize 64 is larger than a rollout of 63',
    )
    for (const fields of [null, 1, []]) expect(() => completeConfiguration(fields)).toThrow(RangeError)
  })
})
