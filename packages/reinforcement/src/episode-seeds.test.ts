import { describe, expect, it } from 'vitest'
import { episodeSeeds } from './episode-seeds.ts'

describe('episode seeds', () => {
  it('are NumPy’s SeedSequence(suiteSeed).generate_state(episodes)', () => {
    expect([...episodeSeeds(42, 4)]).toEqual([3444837047, 2669555309, 2046530742, 3581440988])
  })

  it('do not depend on how many there are', () => {
    expect(episodeSeeds(0, 10_000).subarray(0, 100)).toEqual(episodeSeeds(0, 100))
  })
})
