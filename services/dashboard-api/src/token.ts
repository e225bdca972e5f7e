import { createHash, randomBytes } from 'node:crypto'

/** A secret of 256 bits, shown to one person or browser. */
export function createToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What is kept of a token: its SHA-256, hexadecimal. A token is random, so that nothing slower is needed. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
