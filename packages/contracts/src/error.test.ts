import { describe, expect, it } from 'vitest'
import { type ErrorCode, errorCatalogue, TarsError } from './error.ts'

const entries = Object.entries(errorCatalogue) as [ErrorCode, (typeof errorCatalogue)[ErrorCode]][]

describe('the catalogue of errors', () => {
  it.each(entries)('%s has a status of an error and advice in a sentence', (code, { status, advice }) => {
    expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/)
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(600)
    expect(advice).toMatch(/^[A-Z].*\.$/)
  })

  it('calls everything retryable that HTTP calls so, and nothing else', () => {
    const retryable = entries.filter(([, entry]) => entry.retryable).map(([, { status }]) => status)
    const final = entries.filter(([, entry]) => !entry.retryable).map(([, { status }]) => status)
    expect([...new Set(retryable)].sort()).toEqual([408, 429, 503])
    for (const status of retryable) expect(final).not.toContain(status)
  })
})

describe('an operating error', () => {
  it('takes status, retryability and advice from the catalogue', () => {
    const error = new TarsError('RATE_LIMITED', 'Too many attempts.')
    expect(error).toBeInstanceOf(Error)
    expect(error.name).toBe('TarsError')
    expect(error.status).toBe(429)
    expect(error.retryable).toBe(true)
    expect(error.advice).toBe(errorCatalogue.RATE_LIMITED.advice)
    expect(error.facts).toEqual({})
    expect(error.problems).toEqual([])
    expect('cause' in error).toBe(false)
  })

  it('keeps its facts, its refused fields and its cause', () => {
    const cause = new Error('below')
    const problems = [{ path: 'steps', message: 'must be at least 1' }]
    const error = new TarsError('REQUEST_INVALID', 'Refused.', { problems, count: 1 }, cause)
    expect(error.problems).toEqual(problems)
    expect(error.facts.count).toBe(1)
    expect(error.cause).toBe(cause)
  })
})
