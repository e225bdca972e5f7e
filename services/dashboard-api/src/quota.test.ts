import { describe, expect, it } from 'vitest'
import { createQuota } from './quota.ts'

describe('a quota', () => {
  it('lets each holder have so many at a time, and no other holder pays for it', () => {
    const quota = createQuota(2)
    const giveBack = quota.take('ada')
    expect([quota.take('ada'), quota.take('ada'), quota.take('bob')]).toEqual([
      expect.any(Function),
      undefined,
      expect.any(Function),
    ])
    giveBack?.()
    expect(quota.take('ada')).toBeDefined()
  })

  it('counts what is given back twice once', () => {
    const quota = createQuota(2)
    const giveBack = quota.take('ada')
    quota.take('ada')
    giveBack?.()
    giveBack?.()
    expect([quota.take('ada'), quota.take('ada')]).toEqual([expect.any(Function), undefined])
  })
})
