import { TarsError } from '@tars/contracts'
import { describe, expect, it } from 'vitest'
import { describeError, fieldProblems } from './describe-error.ts'

describe('an error in words', () => {
  it('says what, what to do, and which trace to follow', () => {
    const error = new TarsError('SERVICE_UNAVAILABLE', 'The API is restarting.', { traceId: 'abc' })
    expect(describeError(error)).toEqual({
      what: 'The API is restarting.',
      advice: error.advice,
      traceId: 'abc',
      retryable: true,
    })
    expect(describeError(new TarsError('NOT_FOUND', 'No such training.'))).toMatchObject({
      traceId: null,
      retryable: false,
    })
  })

  it('tells of a failure of the page itself', () => {
    expect(describeError(new Error('x is not a function')).what).toBe('The page failed: x is not a function')
    expect(describeError('thrown').what).toBe('The page failed.')
  })

  it('gives the problem of each field that was refused', () => {
    const problems = [{ path: 'steps', message: 'must be at least 1' }]
    expect(fieldProblems(new TarsError('REQUEST_INVALID', 'x', { problems }))).toEqual({
      steps: 'must be at least 1',
    })
    expect(fieldProblems(new Error('x'))).toEqual({})
  })
})
