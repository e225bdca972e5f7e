import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { client } from './client.ts'
import { listPageSize } from './training-queries.ts'

/** How often the state of the services is asked for. */
export const systemPollMs = 5_000

/** The services, the database and the migrations, asked for every five seconds while someone looks. */
export const systemQuery = queryOptions({
  queryKey: ['system'],
  queryFn: () => client.call('system.read'),
  refetchInterval: systemPollMs,
})

/** The policies, newest first, page after page. */
export const policyPages = infiniteQueryOptions({
  queryKey: ['policies', 'list'],
  queryFn: ({ pageParam }) =>
    client.call('policies.list', { query: { limit: String(listPageSize), cursor: pageParam } }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.nextCursor ?? undefined,
})

/** One policy. */
export function policyById(id: string) {
  return queryOptions({
    queryKey: ['policies', 'one', id],
    queryFn: () => client.call('policies.read', { params: { id } }),
  })
}

/** The insights, newest first, page after page. */
export const insightPages = infiniteQueryOptions({
  queryKey: ['insights', 'list'],
  queryFn: ({ pageParam }) =>
    client.call('insights.list', { query: { limit: String(listPageSize), cursor: pageParam } }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.nextCursor ?? undefined,
})
