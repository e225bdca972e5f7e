import { describe, expect, it } from 'vitest'
import {
  matchesFilter,
  readEpisodeSearch,
  readListSearch,
  readSetupToken,
  readSignInSearch,
} from './search.ts'

describe('the address', () => {
  it('of a list keeps the filter and a known state, and nothing else', () => {
    const read = readListSearch(['running', 'failed'])
    expect(read({ q: 'cart', state: 'failed', x: 1 })).toEqual({ q: 'cart', state: 'failed' })
    expect(read({ q: '', state: 'sleeping' })).toEqual({})
    expect(read({ q: 42 })).toEqual({ q: '42' })
  })

  it('says undefined of what it refuses, for the router would keep the raw word otherwise', () => {
    expect(readListSearch([])({ state: 'x' })).toStrictEqual({ q: undefined, state: undefined })
    expect(readEpisodeSearch({ episode: 'x' })).toStrictEqual({ episode: undefined })
    expect(readSignInSearch({ to: '//evil.example' })).toStrictEqual({ to: undefined })
  })

  it('of an evaluation keeps the episode', () => {
    expect(readEpisodeSearch({ episode: '12' })).toEqual({ episode: 12 })
    expect(readEpisodeSearch({ episode: 0 })).toEqual({ episode: 0 })
    for (const episode of [undefined, '', -1, 1.5, 'x', 10_000])
      expect(readEpisodeSearch({ episode })).toEqual({})
  })

  it('of the sign-in page only ever leads back into this platform', () => {
    expect(readSignInSearch({ to: '/trainings/7?episode=3' })).toEqual({ to: '/trainings/7?episode=3' })
    for (const to of [
      '//evil.example',
      '/\\evil.example',
      'https://evil.example',
      'javascript:0',
      '/sign-in',
      undefined,
    ]) {
      expect(readSignInSearch({ to })).toEqual({})
    }
  })

  it('of a setup link carries the token in its fragment', () => {
    expect(readSetupToken('#token=abc')).toBe('abc')
    expect(readSetupToken('token=a%2Bb')).toBe('a+b')
    for (const hash of ['', '#', '#token=', `#token=${'x'.repeat(257)}`])
      expect(readSetupToken(hash)).toBeUndefined()
  })
})

describe('a filter', () => {
  it('wants every word, in any order and case', () => {
    expect(matchesFilter('Cart fail', 'failed cartpole CartPole-v1')).toBe(true)
    expect(matchesFilter('cart lunar', 'cartpole')).toBe(false)
    expect(matchesFilter(undefined, 'anything')).toBe(true)
  })
})
