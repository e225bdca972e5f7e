import { queryOptions } from '@tanstack/react-query'
import type { Suite } from '../compare/comparison-search.ts'
import { client } from './client.ts'

/** Policies side by side on one suite. */
export function policyComparison(ids: readonly string[], suite: Suite) {
  return queryOptions({
    queryKey: ['comparisons', ids, suite],
    queryFn: () =>
      client.call('comparisons.read', {
        query: {
          policies: ids.join(','),
          episodes: String(suite.episodes),
          seed: String(suite.seed),
          mode: suite.mode,
        },
      }),
  })
}

/** The newest policies that words find, as many as a list of suggestions shows. */
export function policySuggestions(search: string) {
  return queryOptions({
    queryKey: ['policies', 'suggestions', search],
    queryFn: () =>
      client.call('policies.list', { query: { limit: '20', ...(search === '' ? {} : { search }) } }),
  })
}
