import { trainingRequestSchema } from '@tars/contracts'
import { describe, expect, it } from 'vitest'
import { trainingRequestOf } from './training-form.ts'

const blank = { environment: 'CartPole-v1', preset: null, seed: '', steps: '', agent: ' ', evaluate: false }

describe('the form that starts a training', () => {
  it('leaves out what was left empty, so that the preset decides', () => {
    expect(trainingRequestOf(blank)).toEqual({ environment: 'CartPole-v1' })
  })

  it('asks for what was filled in, in a shape that the platform accepts', () => {
    const filled = { ...blank, preset: 'zoo', seed: 7, steps: '20000', agent: ' pole ', evaluate: true }
    expect(trainingRequestSchema.parse(trainingRequestOf(filled))).toMatchObject({
      preset: 'zoo',
      seed: 7,
      steps: 20_000,
      agent: 'pole',
      evaluate: 100,
    })
  })
})
