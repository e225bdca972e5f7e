import { problemSchema, TarsError } from '@tars/contracts'
import { describe, expect, it } from 'vitest'
import { formatClientError } from './client-error.ts'
import { problemHeaders, toProblem, toTarsError } from './problem.ts'

describe('toProblem', () => {
  it('says what, where and what to do, in the shape of the contract', () => {
    const problems = [{ path: 'seed', message: 'must be at least 0' }]
    const problem = toProblem(
      new TarsError('REQUEST_INVALID', 'seed: must be at least 0.', { problems }),
      'abc',
    )
    expect(problemSchema.parse(problem)).toEqual(problem)
    expect(problem).toMatchObject({
      status: 422,
      title: 'Request invalid',
      code: 'REQUEST_INVALID',
      traceId: 'abc',
      problems,
    })
  })

  it.each([
    new Error('SELECT password_hash FROM users WHERE /home/x'),
    new TarsError('POSTGRES_FAILED', '/home/x/log says no', {
      problems: [{ path: '/home/x', message: 'SELECT' }],
    }),
    'a thrown string',
  ])('says nothing of what went wrong inside', (error) => {
    const text = JSON.stringify(toProblem(toTarsError(error), null))
    expect(text).toContain('"status":500')
    expect(text).not.toMatch(/SELECT|home|thrown/)
  })
})

describe('toTarsError', () => {
  it.each([
    [413, 'REQUEST_TOO_LARGE'],
    [415, 'MEDIA_TYPE_UNSUPPORTED'],
    [400, 'REQUEST_MALFORMED'],
    [500, 'INTERNAL'],
  ])('takes the status %i of the HTTP library for %s', (statusCode, code) => {
    expect(toTarsError(Object.assign(new Error('x'), { statusCode })).code).toBe(code)
  })
})

describe('problemHeaders', () => {
  it('says when to come back, and how to sign in', () => {
    const limited = new TarsError('RATE_LIMITED', 'x', { retryAfterSeconds: 7 })
    expect(problemHeaders(limited)).toEqual({ 'retry-after': '7' })
    expect(problemHeaders(new TarsError('OVERLOADED', 'x'))).toEqual({ 'retry-after': '1' })
    expect(problemHeaders(new TarsError('UNAUTHENTICATED', 'x'))).toEqual({ 'www-authenticate': 'Bearer' })
    expect(problemHeaders(new TarsError('NOT_FOUND', 'x'))).toEqual({})
  })
})

describe('formatClientError', () => {
  it.each([
    ['HPE_HEADER_OVERFLOW', 431],
    ['ERR_HTTP_REQUEST_TIMEOUT', 408],
    ['HPE_INVALID_METHOD', 400],
    [undefined, 400],
  ])('answers %s with %i as problem+json', (code, status) => {
    const [head = '', body = ''] = formatClientError(code).split('\r\n\r\n')
    expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
    expect(head).toContain(`content-length: ${Buffer.byteLength(body)}`)
    expect(problemSchema.parse(JSON.parse(body)).status).toBe(status)
  })
})
