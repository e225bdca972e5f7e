import type { ReactNode } from 'react'
import { formatAgo, formatExact } from '../words/moment.ts'
import { useNow } from './use-now.ts'

/** How long ago a moment was; the exact one, with its time zone, on hover. */
export function Ago({ at }: { at: string }): ReactNode {
  const words = useNow((nowMs) => formatAgo(at, nowMs))
  return (
    <time dateTime={at} title={formatExact(at)}>
      {words}
    </time>
  )
}
