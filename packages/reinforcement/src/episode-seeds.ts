import { createSeedSequence, type Seed } from './seed-sequence.ts'

/**
 * The reset seed of every episode of an evaluation, uint32, shape [episodes]:
 * `SeedSequence(suiteSeed).generate_state(episodes)` in Python. Episode i's seed does not depend on how many follow.
 *
 * @throws {RangeError} when the suite seed is not a non-negative integer, or `episodes` not a count up to 2^20.
 */
export function episodeSeeds(suiteSeed: Seed, episodes: number): Uint32Array {
  return createSeedSequence(suiteSeed).generateState(episodes)
}
