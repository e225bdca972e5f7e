import { TarsError } from '@tars/contracts'
import { describe, expect, it } from 'vitest'
import { translateError } from './translate-error.ts'

function errorWith(code: string): Error {
  return Object.assign(new Error('something'), { code })
}

describe('an error of the database', () => {
  it.each(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EPIPE', '08006', '57P01', '57P03', '53300'])(
    'with code %s means that the server is not there',
    (code) => {
      const error = translateError(errorWith(code)) as TarsError
      expect(error).toBeInstanceOf(TarsError)
      expect(error.code).toBe('DATABASE_UNAVAILABLE')
      expect(error.facts).toEqual({ reason: code })
      expect((error.cause as Error).message).toBe('something')
    },
  )

  it.each(['Connection terminated unexpectedly', 'timeout exceeded when trying to connect'])(
    'that only says "%s" means so too',
    (message) => {
      expect(translateError(new Error(message))).toMatchObject({ code: 'DATABASE_UNAVAILABLE' })
    },
  )

  it.each(['23505', '42P01', '57014', '55P03', '40P01'])('with code %s stays what it is', (code) => {
    const error = errorWith(code)
    expect(translateError(error)).toBe(error)
  })

  it('stays what it is when it is no error at all', () => {
    expect(translateError('ECONNREFUSED')).toBe('ECONNREFUSED')
  })
})
