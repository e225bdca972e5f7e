import { infiniteQueryOptions } from '@tanstack/react-query'
import type { InsightSearch } from '../insights/insight-search.ts'
import { client } from './client.ts'
import { listPages } from './list-pages.ts'

/** How many insights one page of their list holds: each is some lines long. */
const insightsPageSize = 40

/** The insights that a filter lets through, newest first, page after page. */
export function insightPages(search: InsightSearch) {
  return infiniteQueryOptions({
    ...listPages,
    queryKey: ['insights', 'list', search],
    queryFn: ({ pageParam }) =>
      client.call('insights.list', {
        query: { ...search, limit: String(insightsPageSize), cursor: pageParam },
      }),
  })
}
