import { describe, expect, it } from 'vitest'
import { renderTally, sumTallies } from './tally.ts'
import { parseTiers, tiers } from './tier.ts'

describe('tiers', () => {
  it('are named one by one or with commas, and come once and in order', () => {
    expect(parseTiers(['flows,unit', 'unit'])).toEqual(['unit', 'flows'])
    expect(parseTiers(['all'])).toEqual(tiers)
  })

  it('are refused when unknown, with the list of those there are', () => {
    expect(() => parseTiers(['unit,nightly'])).toThrow('Not a tier: nightly. There are: check, unit')
  })
})

describe('a tally', () => {
  it('sums tiers and ends with exactly one closing line', () => {
    const sum = sumTallies([
      { passed: 2, failed: [], skipped: [{ tier: 'unit', name: 'a', reason: 'needs root' }] },
      { passed: 3, failed: [{ tier: 'flows', name: 'b', reason: 'expected 1\nto be 2' }], skipped: [] },
    ])
    expect(renderTally(sum)).toEqual([
      'skipped: [unit] a – needs root',
      'failed: [flows] b – expected 1',
      '5 passed, 1 failed',
    ])
  })

  it('names a test without a reason alone', () => {
    const tally = { passed: 0, failed: [], skipped: [{ tier: 'unit', name: 'a', reason: '' }] }
    expect(renderTally(tally)).toEqual(['skipped: [unit] a', '0 passed, 0 failed'])
  })
})
