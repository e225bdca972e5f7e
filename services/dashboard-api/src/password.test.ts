import { verify } from '@node-rs/argon2'
import { describe, expect, it, vi } from 'vitest'
import { hashPassword, isPasswordCorrect } from './password.ts'

// The real one, watched.
vi.mock('@node-rs/argon2', async (load) => {
  const argon2 = await load<typeof import('@node-rs/argon2')>()
  return { ...argon2, verify: vi.fn(argon2.verify) }
})

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

  it('of unknown people are refused after the same work: a hash of the same cost is verified', async () => {
    vi.mocked(verify).mockClear()
    expect(await isPasswordCorrect(undefined, 'wrong')).toBe(false)
    expect(verify).toHaveBeenCalledTimes(1)
    const costOf = (passwordHash: unknown) => String(passwordHash).split('$').slice(1, 4)
    const [verified] = vi.mocked(verify).mock.calls[0] ?? []
    expect(costOf(verified)).toEqual(costOf(await hashPassword('correct horse')))
  })
})
