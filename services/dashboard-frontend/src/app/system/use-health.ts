import { useQuery } from '@tanstack/react-query'
import { systemQuery, workQuery } from '../api/platform-queries.ts'
import { describeHealth, describeLastKnown, type Standing } from '../words/describe-system.ts'

/** Whether everything is well, of what can be read; undefined while nothing was read yet. */
export function useHealth(): Standing | undefined {
  const system = useQuery(systemQuery)
  const work = useQuery(workQuery)
  if (system.data === undefined || work.isPending) return undefined
  if (system.isError) return describeLastKnown(describeHealth(system.data, work.data), system.dataUpdatedAt)
  return describeHealth(system.data, work.isError ? undefined : work.data)
}
