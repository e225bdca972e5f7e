import { TarsError } from '@tars/contracts'
import { describe, expect, it } from 'vitest'
import { outlast } from './outlast.ts'

const outage = new TarsError('DATABASE_UNAVAILABLE', 'The database cannot be reached.')

/** Work that fails with these errors, one after the other, and then gives 42. */
function failing(...errors: Error[]) {
  let calls = 0
  const work = async () => {
    calls += 1
    const error = errors.shift()
    if (error !== undefined) throw error
    return 42
  }
  return { work, calls: () => calls }
}

describe('work that outlasts an outage', () => {
  const never = new AbortController().signal

  it('is done again until the database is back', async () => {
    const { work, calls } = failing(outage, outage)
    expect(await outlast(work, never)).toBe(42)
    expect(calls()).toBe(3)
  })

  it('is not done again after any other error', async () => {
    const { work, calls } = failing(outage, new Error('the row is gone'))
    await expect(outlast(work, never)).rejects.toThrow('the row is gone')
    expect(calls()).toBe(2)
  })

  it('is given up once it is too late', async () => {
    const late = new AbortController()
    const { work, calls } = failing(outage, outage, outage)
    const given = outlast(work, late.signal)
    late.abort()
    await expect(given).rejects.toBe(outage)
    expect(calls()).toBeLessThan(3)
  })
})
