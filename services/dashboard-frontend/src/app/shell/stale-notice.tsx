import { type ReactNode, useEffect, useState } from 'react'
import { Ago } from '../components/ago.tsx'
import { Chip } from '../components/chip.tsx'
import { useNow } from '../components/use-now.ts'
import { useConnection } from '../live/use-live.ts'
import { formatClock } from '../words/moment.ts'
import { type Freshness, nextFreshness, staleSince } from '../words/staleness.ts'

/** Says since when the page has not been brought up to date, once that is longer than a hiccup. */
export function StaleNotice(): ReactNode {
  const isLive = useConnection().phase === 'live'
  const [freshness, setFreshness] = useState<Freshness>('unknown')
  useEffect(() => setFreshness((before) => nextFreshness(before, isLive, Date.now())), [isLive])
  const since = useNow((nowMs) => staleSince(freshness, nowMs))
  return <div role="status">{since !== null && <Stale since={since} />}</div>
}

/** How long ago that was changes all the time, so it is not read out. */
function Stale({ since }: { since: string }): ReactNode {
  return (
    <p className="stale">
      <Chip tone="unsure">
        <span>
          As of {formatClock(since)}
          <span aria-hidden="true">
            , <Ago at={since} />
          </span>
          . The page catches up as soon as it is connected.
        </span>
      </Chip>
    </p>
  )
}
