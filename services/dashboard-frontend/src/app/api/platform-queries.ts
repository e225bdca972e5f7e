import { queryOptions } from '@tanstack/react-query'
import type { LogSearch } from '../system/log-search.ts'
import { client } from './client.ts'

/** How often the state of the services is asked for. */
export const systemPollMs = 5_000

/** Asks again and again for what is there; what could not be read at all is tried again as on every page (`live/try-again.ts`). */
function every(intervalMs: number) {
  return ({ state }: { state: { data: unknown } }) => state.data !== undefined && intervalMs
}

/** The services, the database and the migrations, asked for every five seconds while someone looks. */
export const systemQuery = queryOptions({
  queryKey: ['system'],
  queryFn: () => client.call('system.read'),
  refetchInterval: every(systemPollMs),
})

// A panel that appears together with a failure must not take it away by reading at once.
const untilItIsTried = { retryOnMount: false } as const

/** The work that waits and runs, asked for as often as the services. */
export const workQuery = queryOptions({
  queryKey: ['system', 'work'],
  queryFn: () => client.call('system.work'),
  ...untilItIsTried,
  refetchInterval: every(systemPollMs),
})

/** The migrations of the database; they change only while the platform starts. */
export const migrationsQuery = queryOptions({
  queryKey: ['system', 'migrations'],
  queryFn: () => client.call('system.migrations'),
  ...untilItIsTried,
  staleTime: 60_000,
})

/** How often the log is read while it is followed. */
export const logPollMs = 2_500

/** The latest log lines of one service or of all, at a level or above; read again and again while they are followed. */
export function logLines({ service, level }: LogSearch, following: boolean) {
  return queryOptions({
    queryKey: ['system', 'logs', service ?? null, level ?? null],
    queryFn: () => client.call('system.logs', { query: { service, level, lines: '200' } }),
    refetchInterval: following && every(logPollMs),
    gcTime: 60_000,
  })
}
