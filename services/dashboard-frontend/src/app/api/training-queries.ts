import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { type CallInput, type Curve, curvesMax } from '@tars/contracts'
import { type ListSearch, listQuery } from '../list-search.ts'
import { createBatch } from './batch.ts'
import { client } from './client.ts'
import { listPageSize, listPages } from './list-pages.ts'

/** The newest training, whatever became of it. */
export const latestTraining = queryOptions({
  queryKey: ['trainings', 'recent', 'latest'],
  queryFn: () => client.call('trainings.list', { query: { limit: '1' } }),
})

/** The newest trainings in a state, as many as the overview shows. */
export function recentTrainings(state: 'queued' | 'running') {
  return queryOptions({
    queryKey: ['trainings', 'recent', state],
    queryFn: () => client.call('trainings.list', { query: { state, limit: '12' } }),
  })
}

/** The trainings that a filter lets through, newest first, page after page. */
export function trainingPages(search: ListSearch) {
  const filter = listQuery(search) as CallInput<'trainings.list'>['query']
  return infiniteQueryOptions({
    ...listPages,
    queryKey: ['trainings', 'list', filter],
    queryFn: ({ pageParam }) =>
      client.call('trainings.list', { query: { ...filter, limit: String(listPageSize), cursor: pageParam } }),
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

/** How long rows are collected before their curves are read: rows that scroll past are gone by then. */
const curvesWaitMs = 120

const readCurve = createBatch<Curve>({
  read: async (ids) => (await client.call('trainings.curves', { query: { trainings: ids.join(',') } })).items,
  idOf: ({ trainingId }) => trainingId,
  size: curvesMax,
  waitMs: curvesWaitMs,
})

/** The thinned learning curve of a training, read together with those of other rows; null where it has none. */
export function trainingCurve(id: string) {
  return queryOptions({
    queryKey: ['curves', id],
    queryFn: ({ signal }) => readCurve(id, signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  })
}

/** The environments there are. */
export const environmentsQuery = queryOptions({
  queryKey: ['environments'],
  queryFn: () => client.call('environments.list'),
  staleTime: 5 * 60_000,
})
