import { queryOptions } from '@tanstack/react-query'
import { client } from './client.ts'

/** The verifications of an evaluation, newest first, as many as its page shows. */
export function verificationsOf(evaluation: string) {
  return queryOptions({
    queryKey: ['verifications', evaluation],
    queryFn: () => client.call('verifications.list', { params: { id: evaluation }, query: { limit: '20' } }),
  })
}
