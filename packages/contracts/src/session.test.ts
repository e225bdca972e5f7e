import { describe, expect, it } from 'vitest'
import { passwordLengthMin, setupSchema, signInSchema } from './session.ts'

const person = { token: 't', email: 'ada@example.org', name: 'Ada', password: 'x'.repeat(passwordLengthMin) }

describe('making the first administrator', () => {
  it('takes a link, an address, a name and a long password', () => {
    expect(setupSchema.parse({ ...person, name: '  Ada ' })).toEqual(person)
  })

  it('refuses a short password, no name, no address, and a role that is slipped in', () => {
    const wrong = [
      { password: 'x'.repeat(passwordLengthMin - 1) },
      { password: 'x'.repeat(257) },
      { name: '   ' },
      { email: 'ada' },
      { email: `${'a'.repeat(250)}@example.org` },
      { role: 'admin' },
    ]
    for (const change of wrong) expect(setupSchema.safeParse({ ...person, ...change }).success).toBe(false)
  })
})

describe('signing in', () => {
  it('takes passwords of any length, so that older ones go on working', () => {
    expect(signInSchema.safeParse({ email: person.email, password: 'x' }).success).toBe(true)
    expect(signInSchema.safeParse({ email: person.email, password: '' }).success).toBe(false)
  })
})
