import { describe, expect, it } from 'vitest'
import { createRandomStream, openRandomStream, shuffle } from './random-stream.ts'
import { createSeedSequence } from './seed-sequence.ts'

describe('a random stream', () => {
  it('gives the reference words of xoshiro128++', () => {
    // The test vector of the Rust crate rand_xoshiro for the state 1, 2, 3, 4.
    const words = [641, 1573767, 3222811527, 3517856514, 836907274, 4247214768, 3867114732, 1355841295]
    const stream = openRandomStream(Uint32Array.of(1, 2, 3, 4))
    for (const word of words) expect(stream.uint32()).toBe(word)
  })

  it('goes on from a copy of its state as if it had never stopped', () => {
    const state = createSeedSequence(5).generateState(4)
    const stream = openRandomStream(state)
    for (let i = 0; i < 10; i++) stream.uint32()
    const copy = openRandomStream(state.slice())
    for (let i = 0; i < 10; i++) expect(copy.uint32()).toBe(stream.uint32())
  })

  it('spreads evenly over [0, 1) and over integers', () => {
    const stream = createRandomStream(createSeedSequence(1))
    const counts = [0, 0, 0, 0, 0]
    let sum = 0
    for (let i = 0; i < 50_000; i++) {
      const number = stream.random()
      expect(number >= 0 && number < 1).toBe(true)
      sum += number
      counts[stream.below(5)]!++
    }
    // Mean ½ with standard error 0.0013; each count 10,000 with standard deviation 89.
    expect(Math.abs(sum / 50_000 - 0.5)).toBeLessThan(0.006)
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400)
  })

  it('draws normal numbers of mean 0, variance 1 and kurtosis 3', () => {
    const stream = createRandomStream(createSeedSequence(2))
    const moments = [0, 0, 0]
    for (let i = 0; i < 50_000; i++) {
      const x = stream.normal()
      moments[0]! += x
      moments[1]! += x * x
      moments[2]! += x ** 4
    }
    expect(Math.abs(moments[0]! / 50_000)).toBeLessThan(0.02)
    expect(Math.abs(moments[1]! / 50_000 - 1)).toBeLessThan(0.03)
    expect(Math.abs(moments[2]! / 50_000 - 3)).toBeLessThan(0.25)
  })
})

describe('shuffle', () => {
  it('makes every order of three equally often', () => {
    const stream = createRandomStream(createSeedSequence(3))
    const counts = new Map<string, number>()
    for (let i = 0; i < 12_000; i++) {
      const indices = Int32Array.of(0, 1, 2)
      shuffle(indices, stream)
      counts.set(indices.join(), (counts.get(indices.join()) ?? 0) + 1)
    }
    expect([...counts.keys()].sort()).toEqual(['0,1,2', '0,2,1', '1,0,2', '1,2,0', '2,0,1', '2,1,0'])
    // 2,000 each with standard deviation 41.
    for (const count of counts.values()) expect(Math.abs(count - 2000)).toBeLessThan(200)
  })
})
