import { Button } from '@mantine/core'
import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { type AnnouncedList, freshKey } from '../live/apply-event.ts'

/** Announces the entries that a list does not show yet, and shows them when asked. */
export function FreshNotice(given: { list: AnnouncedList; shown: readonly { id: string }[] }): ReactNode {
  const { list, shown } = given
  const queries = useQueryClient()
  const fresh = useQuery<string[]>({ queryKey: freshKey(list), queryFn: skipToken })
  const ids = new Set(shown.map(({ id }) => id))
  const count = fresh.data?.filter((id) => !ids.has(id)).length ?? 0
  if (count === 0) return null
  const show = async () => {
    await queries.invalidateQueries({ queryKey: [list, 'list'] })
    queries.setQueryData(freshKey(list), [])
  }
  return (
    <Button size="compact-xs" variant="light" onClick={() => void show()}>
      {count} new
    </Button>
  )
}
