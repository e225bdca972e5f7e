/** A seeded stream of random numbers; the same seed gives the same stream on every machine. */
export interface Random {
  /** The next 32-bit word, an integer in [0, 2³²). */
  word(): number
  /** The next real number in [0, 1), a multiple of 2⁻⁵³. */
  real(): number
  /** The next integer in [0, bound), each equally likely; `bound` is an integer in [1, 2²¹]. */
  below(bound: number): number
}

/** The largest bound of `below`: the product of a 32-bit word and it is still exact in a double. */
export const MAX_BOUND = 2 ** 21

/** Steps thrown away after seeding, so that seeds that differ in one bit share nothing. */
const WARM_UP_STEPS = 20

/**
 * A stream of random numbers by xoshiro128++ (period 2¹²⁸ − 1); not for secrets.
 *
 * @param seed a safe integer ≥ 0; two different seeds never start from the same state
 * @throws {RangeError} when `seed` is not a safe integer ≥ 0
 * @source D. Blackman, S. Vigna, Scrambled Linear Pseudorandom Number Generators (2021)
 */
export function createRandom(seed: number): Random {
  const state = seedState(seed)
  for (let i = 0; i < WARM_UP_STEPS; i++) nextWord(state)
  const word = (): number => nextWord(state)
  return {
    word,
    real: () => ((word() >>> 5) * 2 ** 26 + (word() >>> 6)) * 2 ** -53,
    below: (bound) => wordBelow(state, bound),
  }
}

/**
 * The next 32-bit word of xoshiro128++, in [0, 2³²); moves `state` on.
 *
 * @param state `[4]`, not all zero
 * @source D. Blackman, S. Vigna, xoshiro128plusplus.c
 */
export function nextWord(state: Uint32Array): number {
  const s0 = state[0]!
  const s1 = state[1]!
  const s2 = state[2]! ^ s0
  const s3 = state[3]! ^ s1
  const scrambled = (rotateLeft(s0 + state[3]!, 7) + s0) >>> 0
  state[0] = s0 ^ s3
  state[1] = s1 ^ s2
  state[2] = s2 ^ (s1 << 9)
  state[3] = rotateLeft(s3, 11)
  return scrambled
}

/**
 * An integer in [0, bound) without the bias of a plain remainder.
 *
 * @source D. Lemire, Fast Random Integer Generation in an Interval (2019)
 */
function wordBelow(state: Uint32Array, bound: number): number {
  if (!Number.isInteger(bound) || bound < 1 || bound > MAX_BOUND) {
    throw new RangeError(`bound is ${bound}, not an integer in [1, ${MAX_BOUND}]`)
  }
  let product = nextWord(state) * bound
  if (product >>> 0 < bound) {
    const threshold = 2 ** 32 % bound
    while (product >>> 0 < threshold) product = nextWord(state) * bound
  }
  return Math.floor(product * 2 ** -32)
}

/** Four words from the two halves of the seed; the mixing is one to one, so the state is never all zero. */
function seedState(seed: number): Uint32Array {
  if (!Number.isSafeInteger(seed) || seed < 0) throw new RangeError(`seed is ${seed}, not a safe integer ≥ 0`)
  const low = seed >>> 0
  const high = Math.floor(seed / 2 ** 32)
  return Uint32Array.of(mix(low, 1), mix(low, 2), mix(high, 3), mix(high, 4))
}

/**
 * One word spread over all 32 bits, for the `turn`-th word of a state.
 *
 * @source the 32-bit finaliser of MurmurHash3, on a Weyl sequence
 */
function mix(word: number, turn: number): number {
  let mixed = (word + Math.imul(turn, 0x9e3779b9)) | 0
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits))
}
