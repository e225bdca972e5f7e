import { queryOptions } from '@tanstack/react-query'
import { client } from './client.ts'

/** An episode of playing an environment at random; it never changes, so it is read once. */
export function environmentPreview(id: string, seed: number) {
  return queryOptions({
    queryKey: ['previews', id, seed],
    queryFn: () => client.call('environments.preview', { params: { id }, query: { seed: String(seed) } }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  })
}

/** The agents that learn an environment, as many as its card names. */
export function agentsOfEnvironment(environment: string) {
  return queryOptions({
    queryKey: ['agents', 'of', environment],
    queryFn: () => client.call('agents.list', { query: { environment, limit: '6' } }),
  })
}
