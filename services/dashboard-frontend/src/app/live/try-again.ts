import type { Query, QueryClient, QueryFunction, QueryKey, SkipToken } from '@tanstack/react-query'
import { isWorthRetrying } from '../api/query-client.ts'

/** How often what could not be read is tried again by itself. */
export const tryAgainMs = 5_000

/**
 * Reads again what is on the page and could not be read, where trying can help. One reading of each kind is asked for aside
 * first: as long as that fails, the page keeps saying what is wrong instead of flickering, and no other kind waits for it.
 */
export async function tryAgain(queries: QueryClient): Promise<void> {
  const missing = queries.getQueryCache().findAll({ type: 'active', predicate: isMissing })
  const kinds = Map.groupBy(missing, ({ queryKey }) => kindOf(queryKey))
  const mend = async ([kind, [first]]: [string, typeof missing]) => {
    if (first !== undefined && (await answersAside(queries, { ...first.options, queryKey: first.queryKey })))
      await queries.refetchQueries({
        type: 'active',
        predicate: (query) => isMissing(query) && kindOf(query.queryKey) === kind,
      })
  }
  await Promise.all([...kinds].map(mend))
}

/** Whether a reading that has failed would succeed now; what the page shows stays as it is meanwhile. */
export async function answersAside<Key extends QueryKey>(
  queries: QueryClient,
  { queryKey, queryFn }: { queryKey: Key; queryFn?: QueryFunction<unknown, Key, never> | SkipToken },
): Promise<boolean> {
  const aside = { queryKey: ['aside', ...queryKey], retry: false, gcTime: 0 }
  try {
    await queries.fetchQuery({ ...aside, queryFn: queryFn as QueryFunction })
    return true
  } catch {
    return false
  }
}

function isMissing({ state }: Pick<Query, 'state'>): boolean {
  return state.status === 'error' && state.data === undefined && isWorthRetrying(0, state.error)
}

/** What is read alike: `trainings one`, `trainings list`, `curves`, whichever it is about. */
function kindOf([thing, part]: QueryKey): string {
  return typeof part === 'string' && /^[a-z]+$/.test(part) ? `${thing} ${part}` : `${thing}`
}
