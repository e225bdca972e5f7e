import type { Query, QueryClient } from '@tanstack/react-query'
import { isWorthRetrying } from '../api/query-client.ts'

/** How often what could not be read is tried again by itself. */
export const tryAgainMs = 5_000

/**
 * Reads again what is on the page and could not be read, where trying can help. One of it is asked for aside first: as long
 * as that fails, the page keeps saying what is wrong instead of flickering.
 */
export async function tryAgain(queries: QueryClient): Promise<void> {
  const [first] = queries.getQueryCache().findAll({ type: 'active', predicate: isMissing })
  if (first !== undefined && (await answers(queries, first)))
    await queries.refetchQueries({ type: 'active', predicate: isMissing })
}

function isMissing({ state }: Query): boolean {
  return state.status === 'error' && state.data === undefined && isWorthRetrying(0, state.error)
}

async function answers(queries: QueryClient, { queryKey, options }: Query): Promise<boolean> {
  const { queryFn } = options
  try {
    await queries.fetchQuery({ queryKey: ['aside', ...queryKey], queryFn: queryFn!, retry: false, gcTime: 0 })
    return true
  } catch {
    return false
  }
}
