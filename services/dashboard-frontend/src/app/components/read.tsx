import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Failure } from './failure.tsx'

/** What a query gives, once it is there; until then what keeps its place, or why it cannot be read. */
export function Read<Data>(given: {
  query: Pick<UseQueryResult<Data>, 'data' | 'error' | 'isError' | 'refetch'>
  skeleton: ReactNode
  children: (data: Data) => ReactNode
}): ReactNode {
  const { query } = given
  if (query.data !== undefined) return given.children(query.data)
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />
  return given.skeleton
}
