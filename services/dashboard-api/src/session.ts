import { formatSessionCookie } from './session-cookie.ts'
import { createToken, hashToken } from './token.ts'

/** How long a person stays signed in, in seconds: a week. */
export const sessionSeconds = 7 * 24 * 3_600

/** What the cookies of sessions depend on. */
export interface SessionOptions {
  /** Origin under which people reach the platform. */
  publicUrl: string
}

/** A session that begins now: what is stored of it, and the cookie that carries its token. */
export function newSession(options: SessionOptions): {
  tokenHash: string
  expiresAt: string
  cookie: string
} {
  const token = createToken()
  return {
    tokenHash: hashToken(token),
    expiresAt: new Date(Date.now() + sessionSeconds * 1_000).toISOString(),
    cookie: formatSessionCookie(token, { isSecure: isSecure(options), maxAgeSeconds: sessionSeconds }),
  }
}

/** The cookie that ends a session in the browser. */
export function expiredSessionCookie(options: SessionOptions): string {
  return formatSessionCookie('', { isSecure: isSecure(options), maxAgeSeconds: 0 })
}

function isSecure({ publicUrl }: SessionOptions): boolean {
  return publicUrl.startsWith('https:')
}
