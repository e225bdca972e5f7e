import { type ReactNode, useEffect, useState } from 'react'
import { Chip } from '../components/chip.tsx'
import { useNow } from '../components/use-now.ts'
import { useConnection } from '../live/use-live.ts'
import { describeStaleness, type Freshness, nextFreshness } from '../words/staleness.ts'

/** Says since when the page has not been brought up to date, once that is longer than a hiccup. */
export function StaleNotice(): ReactNode {
  const isLive = useConnection().phase === 'live'
  const [freshness, setFreshness] = useState<Freshness>('unknown')
  useEffect(() => setFreshness((before) => nextFreshness(before, isLive, Date.now())), [isLive])
  const words = useNow((nowMs) => describeStaleness(freshness, nowMs))
  return <div role="status">{words !== null && <Stale words={words} />}</div>
}

function Stale({ words }: { words: string }): ReactNode {
  return (
    <p className="stale">
      <Chip tone="unsure">{words}</Chip>
    </p>
  )
}
