import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cartPole } from './cart-pole.ts'
import { createTrainer, resumeTrainer } from './ppo.ts'
import { encodeSafetensors, parseSafetensors } from './safetensors.ts'
import { tensorOf } from './tensor.ts'

const configuration = { environments: 2, rolloutSteps: 8, batchSize: 8, epochs: 1, hiddenSizes: [4] }
const trainer = createTrainer({ environment: cartPole, configuration, seed: 3, steps: 64 })
trainer.update()
const bytes = trainer.snapshot()

/** The checkpoint with one metadata value changed. */
function relabel(key: string, value: string): Uint8Array {
  const { tensors, metadata } = parseSafetensors(bytes)
  return encodeSafetensors({ tensors, metadata: new Map(metadata).set(key, value) })
}

describe('a checkpoint', () => {
  it('is the same bytes for the same trainer, and says what it is of', () => {
    expect(trainer.snapshot()).toEqual(bytes)
    const { metadata, tensors } = parseSafetensors(bytes)
    expect(metadata.get('environment')).toBe('CartPole-v1')
    expect(metadata.get('seed')).toBe('3')
    expect(tensors.get('states')).toMatchObject({ dtype: 'F64', shape: [2, 4] })
  })

  it.each([
    ['format', 'tars-policy-1', /format is tars-policy-1/],
    ['environment', 'Chess-v0', /Chess-v0 version 1 is not known/],
    ['environmentVersion', '0', /version 0 is not known/],
    ['steps', '-5', /steps must be a count/],
    ['steps', '0', /steps must be a positive integer/],
    ['seed', 'x', /decimal digits/],
    ['configuration', JSON.stringify({ ...configuration, hiddenSizes: [5] }), /tensor parameters is/],
    ['configuration', JSON.stringify({ ...configuration, rolloutSteps: 2 ** 31 - 1 }), /bytes of memory/],
  ])('is refused when its %s is %s', (key, value, reason) => {
    expect(() => resumeTrainer(relabel(key, value))).toThrow(RangeError)
    expect(() => resumeTrainer(relabel(key, value))).toThrow(reason)
  })

  it('is refused when a part of the memory is missing or of another kind', () => {
    const { tensors, metadata } = parseSafetensors(bytes)
    const without = new Map(tensors)
    without.delete('samplingStream')
    expect(() => resumeTrainer(encodeSafetensors({ tensors: without, metadata }))).toThrow(
      /no tensor samplingStream/,
    )
    const changed = new Map(tensors).set('stepCounts', tensorOf('uint32', [2], new Uint32Array(2)))
    expect(() => resumeTrainer(encodeSafetensors({ tensors: changed, metadata }))).toThrow(
      /U32\[2\], not I32\[2\]/,
    )
  })

  it('when damaged anywhere resumes, or is refused by a RangeError', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), (at, value) => {
        try {
          resumeTrainer(bytes.with(at, value))
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError)
        }
      }),
      { numRuns: 300 },
    )
  })
})
