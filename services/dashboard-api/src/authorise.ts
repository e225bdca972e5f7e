import { isAllowed, type Principal, type RouteAccess, TarsError } from '@tars/contracts'

/**
 * Lets a caller pass who may use a route; whoever is not expressly allowed is refused.
 *
 * @throws {TarsError} UNAUTHENTICATED without an identity; FORBIDDEN when the role lacks the permission.
 */
export function authorise(access: RouteAccess, principal: Principal | undefined): void {
  if (access === 'public') return
  if (principal === undefined)
    throw new TarsError('UNAUTHENTICATED', 'No valid session or API key came with the request.')
  if (access === 'identified' || isAllowed(principal.role, access)) return
  throw new TarsError('FORBIDDEN', `The role ${principal.role} does not carry the permission ${access}.`)
}
