import { describe, expect, it } from 'vitest'
import { hashPassword, isPasswordCorrect } from './password.ts'

describe('passwords', () => {
  it('are kept as argon2id with the stated cost, salted anew each time', async () => {
    const [one, other] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')])
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(one).not.toBe(other)
  })

  it('fit their own hash only', async () => {
    const passwordHash = await hashPassword('correct horse')
    expect(await isPasswordCorrect(passwordHash, 'correct horse')).toBe(true)
    expect(await isPasswordCorrect(passwordHash, 'correct horsf')).toBe(false)
  })

  it('of unknown people are refused after as much work as wrong ones', async () => {
    const passwordHash = await hashPassword('correct horse')
    const secondsOf = async (known: string | undefined) => {
      const startedAt = performance.now()
      for (let turn = 0; turn < 5; turn++) expect(await isPasswordCorrect(known, 'wrong')).toBe(false)
      return performance.now() - startedAt
    }
    const [known, unknown] = [await secondsOf(passwordHash), await secondsOf(undefined)]
    expect(unknown / known).toBeGreaterThan(0.4)
    expect(unknown / known).toBeLessThan(2.5)
  })
})
