import { TarsError } from '@tars/contracts'
import { describe, expect, it } from 'vitest'
import { isOutage } from './outage.ts'

describe('an outage', () => {
  it('is the database being away, and no other trouble', () => {
    expect(isOutage(new TarsError('DATABASE_UNAVAILABLE', 'The database cannot be reached.'))).toBe(true)
    expect(isOutage(new TarsError('INTERNAL', 'A mistake.'))).toBe(false)
    expect(isOutage(new Error('The database cannot be reached.'))).toBe(false)
  })
})
