import { describe, expect, it } from 'vitest'
import { describePasswordGap } from './password.ts'

describe('a password', () => {
  it('must have twelve characters, and is told how many are missing', () => {
    expect(describePasswordGap('')).toBe('At least 12 characters.')
    expect(describePasswordGap('123456789')).toBe('3 more to go.')
    expect(describePasswordGap('a'.repeat(12))).toBeNull()
  })

  it('has an upper bound', () => {
    expect(describePasswordGap('a'.repeat(257))).toBe('At most 256 characters.')
  })
})
