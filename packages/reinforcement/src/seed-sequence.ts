/** A seed as people write it: any non-negative integer; above 2^53 it must be a bigint. */
export type Seed = number | bigint

/** A source of well-mixed seed words, and of independent children: one seed becomes a tree of seeds. */
export type SeedSequence = {
  /** The first `words` seed words, uint32, shape [words]; word i does not depend on how many are asked for. */
  generateState(words: number): Uint32Array
  /** The child under `keys`: independent of this sequence and of every child with other keys. */
  child(...keys: Seed[]): SeedSequence
}

const POOL_WORDS = 4
const STATE_WORDS_MAX = 1_048_576
const SEED_WORDS_MAX = 64

/**
 * NumPy's `SeedSequence`, word for word, so that anyone can repeat our seeds in Python.
 *
 * @param entropy non-negative integer of at most 2,048 bits. @param spawnKey path of this sequence in its tree.
 * @throws {RangeError} when a seed is negative, fractional or too long.
 * @source NumPy `bit_generator.pyx`, after M. E. O'Neill, "Developing a seed_seq alternative", 2015.
 */
export function createSeedSequence(entropy: Seed, spawnKey: readonly Seed[] = []): SeedSequence {
  const pool = mixEntropy(assembleEntropy(entropy, spawnKey))
  return {
    generateState: (words) => hashPool(pool, words),
    child: (...keys) => createSeedSequence(entropy, [...spawnKey, ...keys]),
  }
}

/** The little-endian uint32 words of a non-negative integer; zero is one word. */
function splitWords(seed: Seed): number[] {
  if (typeof seed === 'number' && !Number.isSafeInteger(seed)) {
    throw new RangeError(`seed must be an integer up to 2^53 - 1 (or a bigint), not ${seed}`)
  }
  if (seed < 0) throw new RangeError(`seed must not be negative: ${seed}`)
  const words: number[] = []
  for (let rest = BigInt(seed); rest > 0n || words.length === 0; rest >>= 32n) {
    if (words.length === SEED_WORDS_MAX)
      throw new RangeError(`seed is longer than ${SEED_WORDS_MAX * 32} bits`)
    words.push(Number(rest & 0xffffffffn))
  }
  return words
}

/** Entropy followed by the spawn key; short entropy is padded first so that no key can pass for entropy. */
function assembleEntropy(entropy: Seed, spawnKey: readonly Seed[]): number[] {
  const words = splitWords(entropy)
  if (spawnKey.length > 0) while (words.length < POOL_WORDS) words.push(0)
  return words.concat(...spawnKey.map(splitWords))
}

function mixEntropy(words: readonly number[]): Uint32Array {
  const pool = new Uint32Array(POOL_WORDS)
  let constant = 0x43b0d7e5
  const hash = (word: number) => {
    const salted = word ^ constant
    constant = Math.imul(constant, 0x931e8875)
    return foldHigh(Math.imul(salted, constant))
  }
  for (let i = 0; i < POOL_WORDS; i++) pool[i] = hash(words[i] ?? 0)
  for (let source = 0; source < POOL_WORDS; source++) {
    for (let target = 0; target < POOL_WORDS; target++) {
      if (source !== target) pool[target] = mix(pool[target]!, hash(pool[source]!))
    }
  }
  for (let source = POOL_WORDS; source < words.length; source++) {
    for (let target = 0; target < POOL_WORDS; target++)
      pool[target] = mix(pool[target]!, hash(words[source]!))
  }
  return pool
}

function hashPool(pool: Uint32Array, words: number): Uint32Array {
  if (!Number.isInteger(words) || words < 0 || words > STATE_WORDS_MAX) {
    throw new RangeError(`words must be an integer from 0 to ${STATE_WORDS_MAX}, not ${words}`)
  }
  const state = new Uint32Array(words)
  let constant = 0x8b51f9dd
  for (let i = 0; i < words; i++) {
    const salted = pool[i % POOL_WORDS]! ^ constant
    constant = Math.imul(constant, 0x58f38ded)
    state[i] = foldHigh(Math.imul(salted, constant))
  }
  return state
}

function mix(x: number, y: number): number {
  return foldHigh((Math.imul(0xca01f9dd, x) - Math.imul(0x4973f715, y)) | 0)
}

function foldHigh(word: number): number {
  return word ^ (word >>> 16)
}

/**
 * The seed written as decimal digits: a number while that is exact, else a bigint.
 *
 * @throws {RangeError} when the text is anything but digits, or too long.
 */
export function parseSeed(text: string): Seed {
  if (!/^\d{1,616}$/.test(text)) throw new RangeError('a seed must be written in decimal digits')
  const seed = BigInt(text)
  return seed <= Number.MAX_SAFE_INTEGER ? Number(seed) : seed
}
