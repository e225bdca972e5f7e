import { describe, expect, it } from 'vitest'
import { checkOrigin, isOwnOrigin } from './origin.ts'

const facts = { host: 'tars.local:3000', publicUrl: 'https://tars.example' }

describe('isOwnOrigin', () => {
  it.each(['https://tars.example', 'http://tars.local:3000', 'http://TARS.local:3000'])(
    'accepts %s',
    (origin) => {
      expect(isOwnOrigin({ ...facts, origin })).toBe(true)
    },
  )

  it.each([
    undefined,
    'null',
    '',
    'https://tars.example.evil.test',
    'http://tars.example',
    'https://tars.example:8443',
    'http://tars.local',
    'chrome-extension://tars.local:3000',
  ])('refuses %s', (origin) => {
    expect(isOwnOrigin({ ...facts, origin })).toBe(false)
  })
})

describe('checkOrigin', () => {
  const refused = expect.objectContaining({ code: 'ORIGIN_REFUSED' })

  it('wants an own Origin from whoever sends a cookie', () => {
    expect(() => checkOrigin({ ...facts, origin: undefined }, true)).toThrow(refused)
    expect(() => checkOrigin({ ...facts, origin: 'https://tars.example' }, true)).not.toThrow()
  })

  it('allows no Origin, but no foreign one, without a cookie', () => {
    expect(() => checkOrigin({ ...facts, origin: undefined }, false)).not.toThrow()
    expect(() => checkOrigin({ ...facts, origin: 'https://evil.test' }, false)).toThrow(refused)
  })
})
