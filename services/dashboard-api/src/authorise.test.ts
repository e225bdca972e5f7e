import { type Principal, type Role, roleSchema } from '@tars/contracts'
import { describe, expect, it } from 'vitest'
import { authorise } from './authorise.ts'

const principal = (role: Role): Principal => ({
  kind: 'user',
  id: '0190a6a0-0000-7000-8000-000000000000',
  name: 'Ada',
  email: null,
  role,
  permissions: [],
})

describe('authorise', () => {
  it('lets anyone use a public route and any identity an identified one', () => {
    expect(() => authorise('public', undefined)).not.toThrow()
    for (const role of roleSchema.options)
      expect(() => authorise('identified', principal(role))).not.toThrow()
  })

  it('asks for an identity first', () => {
    const refused = expect.objectContaining({ code: 'UNAUTHENTICATED' })
    expect(() => authorise('identified', undefined)).toThrow(refused)
    expect(() => authorise('read', undefined)).toThrow(refused)
  })

  it('refuses a role without the permission, whatever the principal claims to be permitted', () => {
    const boasting = { ...principal('viewer'), permissions: ['train'] }
    expect(() => authorise('train', boasting)).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }))
    expect(() => authorise('train', principal('developer'))).not.toThrow()
  })

  it('refuses an access that no role knows', () => {
    expect(() => authorise('unheard-of' as never, principal('admin'))).toThrow(
      expect.objectContaining({ code: 'FORBIDDEN' }),
    )
  })
})
