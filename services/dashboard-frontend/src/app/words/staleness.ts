/** How long a connection may be away before the page says that what it shows is old. */
export const hiccupMs = 5_000

/** How fresh a page is: live, not known before it ever was, or when it ceased to be (milliseconds since the epoch). */
export type Freshness = 'unknown' | 'live' | number

/** How fresh a page is after its connection has changed; the moment at which it left is kept until it is back. */
export function nextFreshness(before: Freshness, isLive: boolean, nowMs: number): Freshness {
  if (isLive) return 'live'
  return before === 'live' ? nowMs : before
}

/** Since when a page is no longer brought up to date, as an ISO moment; null while that is not worth a word. */
export function staleSince(freshness: Freshness, nowMs: number): string | null {
  if (typeof freshness === 'string' || nowMs - freshness < hiccupMs) return null
  return new Date(freshness).toISOString()
}
