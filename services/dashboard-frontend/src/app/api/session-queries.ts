import { queryOptions } from '@tanstack/react-query'
import { type Permission, type Principal, TarsError } from '@tars/contracts'
import { client } from './client.ts'

/** Where the cache keeps who is calling. */
export const sessionKey = ['session'] as const

/** Who is calling; null when nobody is signed in. */
export const sessionQuery = queryOptions({
  queryKey: sessionKey,
  queryFn: readSession,
  staleTime: 60_000,
})

async function readSession(): Promise<Principal | null> {
  try {
    return await client.call('session.read')
  } catch (error) {
    if (error instanceof TarsError && error.code === 'UNAUTHENTICATED') return null
    throw error
  }
}

/** Whether the first administrator is still to be made. */
export const setupQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: () => client.call('setup.read'),
})

/** Whether the caller may do something; nobody may do nothing. */
export function may(principal: Principal | null | undefined, permission: Permission): boolean {
  return principal?.permissions.includes(permission) ?? false
}
