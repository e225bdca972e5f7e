import { TarsError } from '@tars/contracts'

/** What an Origin header is judged by. */
export interface OriginFacts {
  /** The Origin header; undefined when the client sent none. */
  origin: string | undefined
  /** Host and port that the request was sent to. */
  host: string | undefined
  /** Origin under which the platform is published. */
  publicUrl: string
}

/** Whether an Origin is this platform: the published one, or the very host that the request was sent to. */
export function isOwnOrigin({ origin, host, publicUrl }: OriginFacts): boolean {
  if (origin === undefined || !URL.canParse(origin)) return false
  const given = new URL(origin)
  if (given.origin === new URL(publicUrl).origin) return true
  return /^https?:$/.test(given.protocol) && host !== undefined && given.host === host.toLowerCase()
}

/**
 * Protects changes made with a cookie from pages of other sites: such a request must come from our own page. Without a
 * cookie an Origin may be absent, as from a command line, but not foreign.
 *
 * @throws {TarsError} ORIGIN_REFUSED when a change comes from a page of another site.
 */
export function checkOrigin(facts: OriginFacts, hasCookie: boolean): void {
  if (facts.origin === undefined && !hasCookie) return
  if (!isOwnOrigin(facts))
    throw new TarsError('ORIGIN_REFUSED', 'The request comes from a page of another site.')
}
