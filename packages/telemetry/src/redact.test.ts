import { TarsError } from '@tars/contracts'
import { describe, expect, it } from 'vitest'
import { redact, redactText } from './redact.ts'

describe('redact', () => {
  it.each([
    'authorization',
    'Set-Cookie',
    'password',
    'databasePassword',
    'accessToken',
    'refresh_tokens',
    'TARS_KEY_PEPPER',
    'cursorSecret',
    'apikey',
    'key',
    'ticket',
  ])('hides the value of %s', (name) => {
    expect(redact({ [name]: 'hunter2' })).toEqual({ [name]: '[redacted]' })
    expect(redact({ [name]: { deep: 'hunter2' } })).toEqual({ [name]: '[redacted]' })
  })

  it.each(['keyId', 'tokenCount', 'keyboard', 'monkey', 'secretName'])('leaves %s readable', (name) => {
    expect(redact({ [name]: 'plain' })).toEqual({ [name]: 'plain' })
  })

  it('keeps whether a secret is there at all', () => {
    expect(redact({ password: null, token: true, secret: undefined })).toEqual({
      password: null,
      token: true,
      secret: undefined,
    })
  })

  it('hides at any depth, in lists, maps, sets and errors', () => {
    const error = new TarsError('INTERNAL', 'broke at postgresql://tars:hunter2@localhost/tars', {
      password: 'hunter2',
      list: [{ token: 'hunter2' }],
    })
    const text = JSON.stringify(
      redact({ error, map: new Map([['cookie', 'hunter2']]), set: new Set([{ key: 'hunter2' }]) }),
    )
    expect(text).not.toContain('hunter2')
    expect(text).toContain('broke at postgresql://tars:[redacted]@localhost/tars')
    expect(text).toContain('"code":"INTERNAL"')
  })

  it('keeps the causes of an error', () => {
    const error = new Error('outer', { cause: new Error('inner') })
    expect(redact({ error })).toMatchObject({
      error: { name: 'Error', message: 'outer', cause: { message: 'inner' } },
    })
  })

  it('turns what JSON cannot carry into text', () => {
    const facts = {
      big: 2n ** 60n,
      bytes: new Uint8Array(3),
      at: new Date(0),
      never: new Date(Number.NaN),
      f() {},
    }
    expect(redact(facts)).toEqual({
      big: '1152921504606846976',
      bytes: '[3 bytes]',
      at: '1970-01-01T00:00:00.000Z',
      never: null,
      f: '[function]',
    })
  })

  it('stays small, whatever it is given', () => {
    const loop: Record<string, unknown> = { list: Array.from({ length: 10_000 }, (_, n) => n) }
    loop.self = loop
    loop.text = 'x'.repeat(10_000_000)
    expect(JSON.stringify(redact(loop)).length).toBeLessThan(100_000)
  })

  it('hides secrets inside texts', () => {
    const key = `tars_local_${'k'.repeat(12)}_${'s'.repeat(43)}_${'c'.repeat(6)}`
    expect(redactText(`called with ${key}.`)).toBe('called with [redacted].')
    expect(redactText('authorization: bearer abc.def.ghi')).toBe('authorization: Bearer [redacted]')
    expect(redactText('redis://:hunter2@cache:6379')).toBe('redis://:[redacted]@cache:6379')
  })

  it('takes little time with hostile texts', () => {
    const begun = performance.now()
    for (const piece of ['://', '://a:', 'tars_', 'bearer ', 'a']) redactText(piece.repeat(100_000))
    expect(performance.now() - begun).toBeLessThan(250)
  })
})
