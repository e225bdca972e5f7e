import { formatAgo, formatClock } from './moment.ts'

/** How long a connection may be away before the page says that what it shows is old. */
export const hiccupMs = 5_000

/** How fresh a page is: live, not known before it ever was, or when it ceased to be (milliseconds since the epoch). */
export type Freshness = 'unknown' | 'live' | number

/** How fresh a page is after its connection has changed; the moment at which it left is kept until it is back. */
export function nextFreshness(before: Freshness, isLive: boolean, nowMs: number): Freshness {
  if (isLive) return 'live'
  return before === 'live' ? nowMs : before
}

/** Since when a page is no longer brought up to date; null while that is not worth a word. */
export function describeStaleness(freshness: Freshness, nowMs: number): string | null {
  if (typeof freshness === 'string' || nowMs - freshness < hiccupMs) return null
  const at = new Date(freshness).toISOString()
  return `As of ${formatClock(at)}, ${formatAgo(at, nowMs)}. The page catches up as soon as it is connected.`
}
