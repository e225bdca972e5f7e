import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { TrainingState } from '@tars/contracts'
import { client } from './client.ts'

/** How many entries one page of a list holds. */
export const listPageSize = 100

/** The newest trainings, as many as the overview needs. */
export const recentTrainings = queryOptions({
  queryKey: ['trainings', 'recent'],
  queryFn: () => client.call('trainings.list', { query: { limit: '20' } }),
})

/** The trainings, newest first, page after page. */
export function trainingPages(state: TrainingState | undefined) {
  return infiniteQueryOptions({
    queryKey: ['trainings', 'list', { state: state ?? null }],
    queryFn: ({ pageParam }) =>
      client.call('trainings.list', { query: { limit: String(listPageSize), state, cursor: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })
}

/** One training. */
export function trainingById(id: string) {
  return queryOptions({
    queryKey: ['trainings', 'one', id],
    queryFn: () => client.call('trainings.read', { params: { id } }),
  })
}

/** The learning curve of a training. */
export function trainingPoints(id: string) {
  return queryOptions({
    queryKey: ['trainings', 'points', id],
    queryFn: () => client.call('trainings.points', { params: { id } }),
  })
}

/** The environments there are. */
export const environmentsQuery = queryOptions({
  queryKey: ['environments'],
  queryFn: () => client.call('environments.list'),
  staleTime: 5 * 60_000,
})
