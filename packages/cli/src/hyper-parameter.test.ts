import { ppoConfigurationSchema } from '@tars/contracts'
import { describe, expect, it } from 'vitest'
import { checkHyperParameters, listHyperParameters, parseAssignments } from './hyper-parameter.ts'

describe('hyper-parameters', () => {
  it('are listed with the values that they allow, every one of them', () => {
    const list = listHyperParameters()
    expect([...list.keys()]).toEqual(Object.keys(ppoConfigurationSchema.shape))
    expect(list.get('gamma')).toBe('0.9 … 0.9999')
    expect(list.get('epochs')).toBe('1 … 100, whole')
    expect(list.get('targetKl')).toBe('0.001 … 1 or null')
    expect(list.get('learningRateSchedule')).toBe('constant or linear')
    expect(list.get('hiddenSizes')).toBe('1–3 of 16 … 1024, whole')
    expect(list.get('normalizeAdvantage')).toBe('true or false')
  })

  it('are parsed from key=value, the last of a key winning', () => {
    expect(
      parseAssignments([
        'gamma=0.9',
        'gamma=0.95',
        'hiddenSizes=64,32',
        'targetKl=null',
        'clipRangeSchedule=linear',
        'normalizeAdvantage=false',
      ]),
    ).toEqual({
      gamma: 0.95,
      hiddenSizes: [64, 32],
      targetKl: null,
      clipRangeSchedule: 'linear',
      normalizeAdvantage: false,
    })
    expect(parseAssignments(['hiddenSizes=[16]'])).toEqual({ hiddenSizes: [16] })
  })

  it('are refused without an equals sign', () => {
    expect(() => parseAssignments(['gamma'])).toThrow('--set gamma is not of the form key=value')
    expect(() => parseAssignments(['=1'])).toThrow('not of the form')
  })

  it('are refused by name when they are unknown, with the list of those there are', () => {
    expect(() => checkHyperParameters({ learningrate: 1 })).toThrow(
      /Not a hyper-parameter of PPO: learningrate\.[\s\S]*learningRate +0\.000001 … 0\.1/,
    )
    expect(() => checkHyperParameters(parseAssignments(['__proto__={"gamma":0.9}', 'toString=1']))).toThrow(
      'Not a hyper-parameter of PPO: __proto__, toString.',
    )
    expect(checkHyperParameters({ gamma: 2 })).toEqual({ gamma: 2 })
  })
})
