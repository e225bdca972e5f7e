import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { CallInput } from '@tars/contracts'
import { type ListSearch, listQuery } from '../list-search.ts'
import { client } from './client.ts'
import { listPageSize, listPages } from './list-pages.ts'

/** The newest evaluations in a state, as many as the overview shows. */
export function recentEvaluations(state: 'queued' | 'running' | 'judged') {
  return queryOptions({
    queryKey: ['evaluations', 'recent', state],
    queryFn: () => client.call('evaluations.list', { query: { state, limit: '12' } }),
  })
}

/** The evaluations that a filter lets through, newest first, page after page. */
export function evaluationPages(search: ListSearch) {
  const filter = listQuery(search) as CallInput<'evaluations.list'>['query']
  return infiniteQueryOptions({
    ...listPages,
    queryKey: ['evaluations', 'list', filter],
    queryFn: ({ pageParam }) =>
      client.call('evaluations.list', {
        query: { ...filter, limit: String(listPageSize), cursor: pageParam },
      }),
  })
}

/** The newest evaluations of a policy or of an agent, as many as a page about it shows. */
export function evaluationsOf(subject: { policy: string } | { agent: string }) {
  return queryOptions({
    queryKey: ['evaluations', 'of', subject],
    queryFn: () => client.call('evaluations.list', { query: { ...subject, limit: '12' } }),
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
