/** Headers that belong to one connection and are never passed on. @source RFC 9110, section 7.6.1 */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/** What the gateway knows of a request that its headers must not contradict. */
export interface RequestOrigin {
  readonly remoteAddress: string
  readonly host: string
}

/**
 * The headers to send on: those of the connection dropped, and whatever the caller claims about who it is
 * (`forwarded`, `x-forwarded-*`, `x-real-ip`) replaced by what the gateway sees. Takes and gives the flat list
 * `[name, value, name, value, …]`, which keeps order, spelling and repetition.
 */
export function forwardRequestHeaders(rawHeaders: readonly string[], origin: RequestOrigin): string[] {
  const kept = dropHeaders(
    rawHeaders,
    (name) => name === 'forwarded' || name === 'x-real-ip' || name.startsWith('x-forwarded-'),
  )
  kept.push('x-forwarded-for', origin.remoteAddress)
  kept.push('x-forwarded-host', origin.host)
  kept.push('x-forwarded-proto', 'http')
  return kept
}

/** The headers of an answer to send back: those of the connection dropped. */
export function forwardResponseHeaders(rawHeaders: readonly string[]): string[] {
  return dropHeaders(rawHeaders, () => false)
}

function dropHeaders(rawHeaders: readonly string[], refused: (name: string) => boolean): string[] {
  const named = new Set<string>()
  for (const [name, value] of pairs(rawHeaders)) {
    if (name.toLowerCase() === 'connection') {
      for (const token of value.split(',')) named.add(token.trim().toLowerCase())
    }
  }
  const kept: string[] = []
  for (const [name, value] of pairs(rawHeaders)) {
    const lower = name.toLowerCase()
    if (hopByHop.has(lower) || named.has(lower) || refused(lower)) continue
    kept.push(name, value)
  }
  return kept
}

function* pairs(rawHeaders: readonly string[]): Generator<[string, string]> {
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) yield [rawHeaders[i]!, rawHeaders[i + 1]!]
}
