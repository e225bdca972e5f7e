import { useNetwork } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { Chip } from '../components/chip.tsx'
import { useNow } from '../components/use-now.ts'
import { useConnection } from '../live/use-live.ts'
import { describeConnection } from '../words/connection.ts'

/** What the live connection does, in words. */
export function ConnectionIndicator(): ReactNode {
  const connection = useConnection()
  const { online } = useNetwork()
  useNow((nowMs) => describeConnection(connection, online, nowMs).words)
  const { tone, words } = describeConnection(connection, online, Date.now())
  return (
    <span role="status" className="connection" aria-label="Connection">
      <Chip tone={tone}>{words}</Chip>
    </span>
  )
}
