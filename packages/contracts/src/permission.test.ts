import { describe, expect, it } from 'vitest'
import { isAllowed, listPermissions, type Permission, roleSchema } from './permission.ts'

const roles = roleSchema.options
const all = listPermissions('admin')

describe('the roles', () => {
  it('each may do what the one before may, and more', () => {
    for (const [index, role] of roles.slice(1).entries()) {
      const lesser = listPermissions(roles[index]!)
      expect(listPermissions(role)).toEqual(expect.arrayContaining([...lesser]))
      expect(listPermissions(role).length).toBeGreaterThan(lesser.length)
    }
  })

  it('draw these lines', () => {
    const allowed = (permission: Permission) => roles.filter((role) => isAllowed(role, permission))
    expect(Object.fromEntries(all.map((permission) => [permission, allowed(permission).length]))).toEqual({
      read: 4,
      train: 3,
      evaluate: 3,
      promote: 2,
      operate: 2,
      administer: 1,
    })
  })

  it('deny what nobody has listed', () => {
    for (const role of roles) expect(isAllowed(role, 'destroy' as Permission)).toBe(false)
  })
})
