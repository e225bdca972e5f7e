import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { TarsError } from '@tars/contracts'
import { noteRead } from '../live/cached-list.ts'
import { sessionKey } from './session-queries.ts'

/** The most times that a query which can be helped by it is tried again. */
export const retriesMax = 2

/** Whether a failed query is worth another try: only where the catalogue of errors says that trying can help. */
export function isWorthRetrying(failures: number, error: unknown): boolean {
  return failures < retriesMax && error instanceof TarsError && error.retryable
}

/** Makes the cache of everything read from the platform; a lost session empties the place of who is calling. */
export function createQueryClient(): QueryClient {
  const onError = (error: unknown) => {
    if (error instanceof TarsError && error.code === 'UNAUTHENTICATED')
      queryClient.setQueryData(sessionKey, null)
  }
  const queryClient = new QueryClient({
    queryCache: new QueryCache({ onError, onSuccess: (_, query) => noteRead(queryClient, query) }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: { staleTime: 10_000, gcTime: 5 * 60_000, retry: isWorthRetrying, networkMode: 'always' },
      mutations: { networkMode: 'always' },
    },
  })
  return queryClient
}
