import { useNetwork } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { Chip } from '../components/chip.tsx'
import { useNow } from '../components/use-now.ts'
import { useConnection } from '../live/use-live.ts'
import { describeConnection, describeNextTry } from '../words/connection.ts'

/** What the live connection does, in words; the seconds until its next try are not read out. */
export function ConnectionIndicator(): ReactNode {
  const connection = useConnection()
  const { online } = useNetwork()
  const { tone, words } = describeConnection(connection, online)
  const nextTry = useNow((nowMs) => describeNextTry(connection, online, nowMs))
  return (
    <span role="status" className="connection" aria-label="Connection">
      <Chip tone={tone}>
        {words}
        {nextTry !== null && <span aria-hidden="true"> {nextTry}</span>}
      </Chip>
    </span>
  )
}
