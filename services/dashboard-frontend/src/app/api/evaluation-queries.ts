import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { EvaluationState } from '@tars/contracts'
import { client } from './client.ts'
import { listPageSize } from './training-queries.ts'

/** The newest evaluations, as many as the overview needs. */
export const recentEvaluations = queryOptions({
  queryKey: ['evaluations', 'recent'],
  queryFn: () => client.call('evaluations.list', { query: { limit: '30' } }),
})

/** The evaluations, newest first, page after page. */
export function evaluationPages(state: EvaluationState | undefined) {
  return infiniteQueryOptions({
    queryKey: ['evaluations', 'list', { state: state ?? null }],
    queryFn: ({ pageParam }) =>
      client.call('evaluations.list', { query: { limit: String(listPageSize), state, cursor: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })
}

/** One evaluation. */
export function evaluationById(id: string) {
  return queryOptions({
    queryKey: ['evaluations', 'one', id],
    queryFn: () => client.call('evaluations.read', { params: { id } }),
  })
}

/** The episodes of an evaluation, in order. */
export function evaluationEpisodes(id: string) {
  return queryOptions({
    queryKey: ['evaluations', 'episodes', id],
    queryFn: () => client.call('evaluations.episodes', { params: { id } }),
  })
}

/** One episode, drawn frame by frame; it never changes, so it is read once. */
export function episodeReplay(id: string, index: number) {
  return queryOptions({
    queryKey: ['replays', id, index],
    queryFn: () => client.call('evaluations.replay', { params: { id, index: String(index) } }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  })
}
