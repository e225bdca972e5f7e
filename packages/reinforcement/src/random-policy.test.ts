import { describe, expect, it } from 'vitest'
import { createRandomPolicy } from './random-policy.ts'
import { createRandomStream } from './random-stream.ts'
import { createSeedSequence } from './seed-sequence.ts'

describe('the random policy', () => {
  it('takes every action equally often, whatever the mode', () => {
    const policy = createRandomPolicy(4)
    const random = createRandomStream(createSeedSequence(0))
    const counts = [0, 0, 0, 0]
    for (let i = 0; i < 8000; i++) counts[policy.act(new Float32Array(1), 'deterministic', random)]!++
    // 2,000 each with standard deviation 39.
    for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(200)
  })

  it('needs a stream', () => {
    expect(() => createRandomPolicy(2).act(new Float32Array(1), 'stochastic')).toThrow(RangeError)
  })
})
