import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hashSecret, matchesSecret, mintApiKey, parseApiKey } from './api-key.ts'

const pepper = 'pepper'

function partsOf(key: string): { keyId: string; secret: string } {
  const parts = parseApiKey(key)
  if (parts === undefined) throw new Error(`It was refused: ${key}`)
  return parts
}

describe('a minted API key', () => {
  it('names itself, its environment, its id, its secret and its checksum', () => {
    const { key, keyId } = mintApiKey(pepper, 'prod1')
    expect(key).toMatch(/^tars_prod1_[0-9A-Za-z]{12}_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}$/)
    expect(partsOf(key).keyId).toBe(keyId)
    expect(mintApiKey(pepper).key).toMatch(/^tars_local_/)
  })

  it('is kept as a hash that its secret matches, and no other', () => {
    const { key, secretHash } = mintApiKey(pepper)
    const { secret } = partsOf(key)
    expect(secretHash).not.toContain(secret)
    expect(matchesSecret(pepper, secret, secretHash)).toBe(true)
    expect(matchesSecret('other', secret, secretHash)).toBe(false)
    expect(matchesSecret(pepper, partsOf(mintApiKey(pepper).key).secret, secretHash)).toBe(false)
  })

  it('is never the same twice, with letters that are equally likely', () => {
    const secrets = Array.from({ length: 500 }, () => partsOf(mintApiKey(pepper).key).secret)
    expect(new Set(secrets).size).toBe(secrets.length)
    const counts = new Map<string, number>()
    for (const letter of secrets.join('')) counts.set(letter, (counts.get(letter) ?? 0) + 1)
    expect(counts.size).toBe(62)
    // 21,500 letters: 347 of each expected, standard deviation 18.5; a plain modulo would give the first eight 420.
    const chiSquare = [...counts.values()].reduce(
      (sum, count) => sum + (count - 21_500 / 62) ** 2 / (21_500 / 62),
      0,
    )
    expect(chiSquare).toBeLessThan(140)
  })
})

describe('the text of an API key', () => {
  const { key } = mintApiKey(pepper)

  it('with any one letter changed is refused', () => {
    const letters = fc.constantFrom(...'0Oo1lIa-_ ΑаОо１')
    fc.assert(
      fc.property(fc.nat(key.length - 1), letters, (index, letter) => {
        fc.pre(key[index] !== letter)
        // Another environment of the same length is the only change that keeps the shape; the checksum covers it.
        expect(parseApiKey(key.slice(0, index) + letter + key.slice(index + 1))).toBeUndefined()
      }),
      { numRuns: 500 },
    )
  })

  it('is refused when two neighbours have changed places', () => {
    for (let index = 11; index < key.length - 1; index++) {
      if (key[index] === key[index + 1]) continue
      const swapped = key.slice(0, index) + key[index + 1] + key[index] + key.slice(index + 2)
      expect(parseApiKey(swapped)).toBeUndefined()
    }
  })

  it.each([
    '',
    'tars',
    `${key} `,
    `${key}\n`,
    ` ${key}`,
    key.toUpperCase(),
    key.slice(0, -1),
    `${key}0`,
    `Bearer ${key}`,
  ])('%j is refused', (text) => {
    expect(parseApiKey(text)).toBeUndefined()
  })
})

describe('the hash of a secret', () => {
  it('is HMAC-SHA-256 under the pepper', () => {
    expect(hashSecret('key', 'The quick brown fox jumps over the lazy dog')).toBe(
      'f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8',
    )
  })

  it('matches only as a whole: one that differs in its first or last byte does not', () => {
    const hash = createHmac('sha256', pepper).update('s').digest('hex')
    const flip = (digit: string) => (digit === '0' ? '1' : '0')
    expect(matchesSecret(pepper, 's', hash)).toBe(true)
    expect(matchesSecret(pepper, 's', flip(hash[0]!) + hash.slice(1))).toBe(false)
    expect(matchesSecret(pepper, 's', hash.slice(0, -1) + flip(hash.at(-1)!))).toBe(false)
  })
})
