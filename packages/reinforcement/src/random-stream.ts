import type { SeedSequence } from './seed-sequence.ts'

/** How many uint32 words the state of a random stream takes. */
export const randomStreamWords = 4

/** A fast stream of random numbers for sampling and shuffling; its whole state is the array it was made on. */
export type RandomStream = {
  /** The next word, 0 to 2^32 − 1. */
  uint32(): number
  /** The next number in [0, 1), 32 bits. */
  random(): number
  /** The next integer in [0, count); its bias is below count · 2^−32. */
  below(count: number): number
  /** The next draw of the standard normal distribution. */
  normal(): number
}

/** A random stream on a state of its own, seeded from `sequence`. */
export function createRandomStream(sequence: SeedSequence): RandomStream {
  return openRandomStream(sequence.generateState(randomStreamWords))
}

/**
 * The random stream that lives on `state` and advances it in place, so that saving the array saves the stream.
 *
 * @param state shape [4], not all zero; seed it with `SeedSequence.generateState(4)`.
 * @source Blackman & Vigna, "Scrambled linear pseudorandom number generators", 2021: xoshiro128++.
 */
export function openRandomStream(state: Uint32Array): RandomStream {
  const uint32 = () => {
    const first = state[0]! | 0
    const second = state[1]! | 0
    const third = state[2]! ^ first
    const fourth = state[3]! ^ second
    const sum = (first + (state[3]! | 0)) | 0
    state[0] = first ^ fourth
    state[1] = second ^ third
    state[2] = third ^ (second << 9)
    state[3] = (fourth << 11) | (fourth >>> 21)
    return (((sum << 7) | (sum >>> 25)) + first) >>> 0
  }
  const random = () => uint32() * 2 ** -32
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  return { uint32, random, below: (count) => Math.floor(random() * count), normal }
}

/** Shuffles `indices` in place, every order equally likely (Fisher–Yates). */
export function shuffle(indices: Int32Array, random: RandomStream): void {
  for (let last = indices.length - 1; last > 0; last--) {
    const other = random.below(last + 1)
    const moved = indices[last]!
    indices[last] = indices[other]!
    indices[other] = moved
  }
}
