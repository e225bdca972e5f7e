import type { Id } from '@tars/contracts'
import { createId } from './id.ts'
import type { Sql } from './sql.ts'
import type { User } from './users.ts'

/** A signed-in person. */
export interface Session extends Omit<User, 'passwordHash'> {
  sessionId: Id
  expiresAt: string
}

/** Begins a session; only the hash of its token is kept. */
export async function createSession(
  sql: Sql,
  session: { userId: Id; tokenHash: string; expiresAt: string },
): Promise<Id> {
  const id = createId()
  await sql.query('INSERT INTO sessions (id, user_id, token_hash, expires_at) VALUES ($1, $2, $3, $4)', [
    id,
    session.userId,
    session.tokenHash,
    session.expiresAt,
  ])
  return id
}

/** The session of a token's hash; undefined when it has ended or its person may not sign in. */
export async function findSession(sql: Sql, tokenHash: string): Promise<Session | undefined> {
  const [session] = await sql.query<Session>(
    `SELECT s.id AS session_id, s.expires_at, u.id, u.email, u.name, u.role
     FROM sessions s JOIN users u ON u.id = s.user_id
     WHERE s.token_hash = $1 AND s.revoked_at IS NULL AND s.expires_at > now() AND u.disabled_at IS NULL`,
    [tokenHash],
  )
  return session
}

/** Ends a session. */
export async function revokeSession(sql: Sql, sessionId: Id): Promise<void> {
  await sql.query('UPDATE sessions SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL', [sessionId])
}

/** Ends every session of a person, as a new password must. */
export async function revokeSessionsOf(sql: Sql, userId: Id): Promise<void> {
  await sql.query('UPDATE sessions SET revoked_at = now() WHERE user_id = $1 AND revoked_at IS NULL', [
    userId,
  ])
}
