import { z } from 'zod'

/** The roles, from the least to the most powerful. */
export const roleSchema = z.enum(['viewer', 'developer', 'operator', 'admin'])

/** A role of a user or of an API key. */
export type Role = z.infer<typeof roleSchema>

/** What each role may do; a permission that is not listed is denied. */
const permissions = {
  viewer: ['read'],
  developer: ['read', 'train', 'evaluate'],
  operator: ['read', 'train', 'evaluate', 'promote', 'operate'],
  admin: ['read', 'train', 'evaluate', 'promote', 'operate', 'administer'],
} as const satisfies Record<Role, readonly string[]>

/** Something that a principal may be allowed to do. */
export type Permission = (typeof permissions)['admin'][number]

/** Whether a role carries a permission. */
export function isAllowed(role: Role, permission: Permission): boolean {
  return (permissions[role] as readonly string[]).includes(permission)
}

/** The permissions of a role. */
export function listPermissions(role: Role): readonly Permission[] {
  return permissions[role]
}
