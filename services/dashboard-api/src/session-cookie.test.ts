import { expect, it } from 'vitest'
import { formatSessionCookie, readSessionCookie } from './session-cookie.ts'

it('keeps the cookie from scripts and other sites, and from plain HTTP where there is HTTPS', () => {
  const cookie = formatSessionCookie('abc', { isSecure: true, maxAgeSeconds: 60 })
  expect(cookie.split('; ').sort()).toEqual([
    'HttpOnly',
    'Max-Age=60',
    'Path=/',
    'SameSite=Strict',
    'Secure',
    'tars_session=abc',
  ])
  expect(formatSessionCookie('', { isSecure: false, maxAgeSeconds: 0 })).not.toContain('Secure')
})

it('reads the token among other cookies', () => {
  expect(readSessionCookie('theme=dark; tars_session=abc; x=1')).toBe('abc')
  expect(readSessionCookie('theme=dark; not_tars_session=abc')).toBeUndefined()
  expect(readSessionCookie('tars_session=abc; tars_session=def')).toBeUndefined()
  expect(readSessionCookie(undefined)).toBeUndefined()
})
