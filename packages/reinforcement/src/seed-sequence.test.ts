import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSeedSequence, parseSeed, type Seed } from './seed-sequence.ts'

describe('a seed sequence', () => {
  // Golden values: `numpy.random.SeedSequence(entropy).generate_state(n)`, NumPy 2.4.6.
  it.each<[Seed, number[]]>([
    [0, [2968811710, 3677149159, 745650761, 2884920346]],
    [1, [1835504127, 1731038949, 1320224556, 2330041505]],
    [42, [3444837047, 2669555309, 2046530742, 3581440988, 1691623607, 2099784219, 1184028159, 862288241]],
    [2 ** 40 + 5, [3767146251, 3672381269, 2127416108, 2216012776, 1267800272, 623232436]],
    [2n ** 64n - 1n, [2458692877, 2931597649, 2251873402]],
    [
      12345678901234567890123456789012345678901234567890n,
      [91371618, 1586959528, 1179553216, 4270125588, 83481881],
    ],
  ])("gives NumPy's words for entropy %s", (entropy, words) => {
    expect([...createSeedSequence(entropy).generateState(words.length)]).toEqual(words)
  })

  // Golden values: `SeedSequence(entropy, spawn_key=keys).generate_state(4)`, NumPy 2.4.6.
  it.each<[Seed, Seed[], number[]]>([
    [0, [0], [3757552657, 2018376492, 1456443223, 3395645823]],
    [0, [1], [673228719, 1136656250, 1681278441, 3264002610]],
    [42, [3, 2], [558373626, 880208468, 1459320042, 3901791423]],
    [7, [0, 5, 2 ** 32 + 1], [2112696941, 1297526661, 6697202, 3339042200]],
  ])("gives NumPy's words for the child of %s under %j", (entropy, keys, words) => {
    expect([
      ...createSeedSequence(entropy)
        .child(...keys)
        .generateState(4),
    ]).toEqual(words)
  })

  it('reaches a grandchild by one path or by two', () => {
    const root = createSeedSequence(9)
    expect(root.child(3).child(2).generateState(4)).toEqual(root.child(3, 2).generateState(4))
  })

  it('gives the same first words however many are asked for', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 2n ** 200n), fc.nat(40), fc.nat(400), (entropy, few, more) => {
        const sequence = createSeedSequence(entropy)
        const long = sequence.generateState(few + more)
        expect(sequence.generateState(few)).toEqual(long.subarray(0, few))
      }),
    )
  })

  it('refuses seeds that are negative, fractional, inexact or too long', () => {
    for (const seed of [-1, 0.5, Number.NaN, 2 ** 53, -5n, 2n ** 2048n]) {
      expect(() => createSeedSequence(seed), String(seed)).toThrow(RangeError)
    }
    expect(() => createSeedSequence(2n ** 2048n - 1n)).not.toThrow()
  })

  it('refuses a count of words that is not one', () => {
    for (const words of [-1, 1.5, 2 ** 21]) {
      expect(() => createSeedSequence(0).generateState(words)).toThrow(RangeError)
    }
  })
})

describe('parseSeed', () => {
  it('keeps every seed exact', () => {
    expect(parseSeed('42')).toBe(42)
    expect(parseSeed('9007199254740991')).toBe(Number.MAX_SAFE_INTEGER)
    expect(parseSeed('9007199254740993')).toBe(9007199254740993n)
  })

  it('refuses anything but digits', () => {
    for (const text of ['', '-1', '1e3', '0x10', ' 1', '1'.repeat(617)]) {
      expect(() => parseSeed(text)).toThrow(RangeError)
    }
  })
})
