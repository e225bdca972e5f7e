import { Button } from '@mantine/core'
import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { freshKey, missedKey, readFromTop } from '../live/cached-list.ts'
import { useConnection } from '../live/use-live.ts'
import { Ago } from './ago.tsx'
import { Chip } from './chip.tsx'

interface Given {
  list: string
  shown: readonly { id: string }[]
  /** When the rows were read, in milliseconds since the epoch. */
  readAtMs: number
  /** What the list is filtered by, as in its key in the cache. */
  filter: object
  isFiltered: boolean
}

/** Announces the entries that a list does not show yet, and shows them when asked; says when the rows may be old. */
export function FreshNotice(given: Given): ReactNode {
  // The place is there before its words are: only then are they read out.
  return (
    <span role="status" className="announce">
      <Notice {...given} />
    </span>
  )
}

function Notice(given: Given): ReactNode {
  const { list, shown, readAtMs } = given
  const queries = useQueryClient()
  const { phase, attempt } = useConnection()
  const isAway = phase !== 'live' && (phase !== 'connecting' || attempt > 0)
  const fresh = useQuery<string[]>({ queryKey: freshKey(list), queryFn: skipToken })
  const missed = useQuery<boolean>({ queryKey: missedKey([list, 'list', given.filter]), queryFn: skipToken })
  const show = () => {
    window.scrollTo({ top: 0 })
    void readFromTop(queries, list)
  }
  if (isAway && readAtMs > 0) {
    return (
      <Chip tone="unsure">
        <span>
          Not connected; these rows may be old
          <span aria-hidden="true">
            , read <Ago at={new Date(readAtMs).toISOString()} />
          </span>
        </span>
      </Chip>
    )
  }
  const count = countNew(fresh.data, shown)
  if (count > 0) {
    return (
      <Button size="compact-xs" variant="light" onClick={show}>
        {count} new{given.isFiltered && ' in all'}
      </Button>
    )
  }
  if (missed.data !== true) return null
  return (
    <Button size="compact-xs" variant="light" onClick={show}>
      Rows may be old: read them again
    </Button>
  )
}

function countNew(fresh: readonly string[] | undefined, shown: readonly { id: string }[]): number {
  if (fresh === undefined || fresh.length === 0) return 0
  const ids = new Set(shown.map(({ id }) => id))
  return fresh.filter((id) => !ids.has(id)).length
}
