import { createSeedSequence, type Seed } from './seed-sequence.ts'

/** The generator behind every environment's reset; same draws as `numpy.random.Generator(PCG64(seed))`. */
export type Pcg64 = {
  /** The next number in [0, 1), 53 bits. */
  random(): number
  /** The next number in [low, high). */
  uniform(low: number, high: number): number
}

const MASK_64 = (1n << 64n) - 1n
const MASK_128 = (1n << 128n) - 1n
const MULTIPLIER = (2549297995355413924n << 64n) | 4865540595714422341n

/**
 * PCG64 (XSL-RR) seeded through `SeedSequence`, bit-equal to NumPy's default generator.
 *
 * Written with bigint: it runs at resets, never per step.
 *
 * @throws {RangeError} when the seed is negative or fractional.
 * @source M. E. O'Neill, "PCG: A Family of Simple Fast Space-Efficient … Generators", HMC-CS-2014-0905, §6.3.
 */
export function createPcg64(seed: Seed): Pcg64 {
  const words = createSeedSequence(seed).generateState(8)
  const pair = (i: number) => (BigInt(words[i + 1]!) << 32n) | BigInt(words[i]!)
  const increment = ((((pair(4) << 64n) | pair(6)) << 1n) | 1n) & MASK_128
  let state = (increment + ((pair(0) << 64n) | pair(2))) & MASK_128
  const advance = () => {
    state = (state * MULTIPLIER + increment) & MASK_128
  }
  advance()

  const random = () => {
    advance()
    const folded = (state >> 64n) ^ (state & MASK_64)
    const turn = state >> 122n
    const rotated = ((folded >> turn) | (folded << (64n - turn))) & MASK_64
    return Number(rotated >> 11n) * 2 ** -53
  }
  return { random, uniform: (low, high) => low + (high - low) * random() }
}
