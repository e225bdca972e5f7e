import { describe, expect, it } from 'vitest'
import { readCurveSearch, readEpisodeSearch, readSetupToken, readSignInSearch } from './search.ts'

describe('the address', () => {
  it('says undefined of what it refuses, for the router would keep the raw word otherwise', () => {
    expect(readEpisodeSearch({ episode: 'x' })).toStrictEqual({ episode: undefined })
    expect(readCurveSearch({ axis: 'miles' })).toStrictEqual({ axis: undefined })
    expect(readSignInSearch({ to: '//evil.example' })).toStrictEqual({ to: undefined })
  })

  it('of an evaluation keeps the episode', () => {
    expect(readEpisodeSearch({ episode: '12' })).toEqual({ episode: 12 })
    expect(readEpisodeSearch({ episode: 0 })).toEqual({ episode: 0 })
    for (const episode of [undefined, '', -1, 1.5, 'x', 10_000])
      expect(readEpisodeSearch({ episode })).toEqual({})
  })

  it('of a training keeps what its charts run along, if not along steps', () => {
    expect(readCurveSearch({ axis: 'seconds' })).toEqual({ axis: 'seconds' })
    expect(readCurveSearch({ axis: 'steps' })).toEqual({})
    expect(readCurveSearch({})).toEqual({})
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
