const sessionCookie = 'tars_session'

/** How a session's cookie is sent. */
export interface CookieOptions {
  /** Whether the platform is published over HTTPS, so that the cookie must never travel without it. */
  isSecure: boolean
  /** Lifetime; 0 removes the cookie. */
  maxAgeSeconds: number
}

/**
 * The `Set-Cookie` header of a session: out of reach of scripts, and never sent along by pages of other sites.
 *
 * @param token letters, digits, dashes and underscores, which need no encoding.
 * @source RFC 6265, section 4.1
 */
export function formatSessionCookie(token: string, { isSecure, maxAgeSeconds }: CookieOptions): string {
  const secure = isSecure ? '; Secure' : ''
  return `${sessionCookie}=${token}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Strict${secure}`
}

/** The session's token in a `Cookie` header; undefined when there is none, or more than one. */
export function readSessionCookie(header = ''): string | undefined {
  const tokens = header
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${sessionCookie}=`))
  return tokens.length === 1 ? tokens[0]?.slice(sessionCookie.length + 1) : undefined
}
