import { TarsError } from '@tars/contracts'
import {
  consumeSetupLink,
  createSession,
  type Database,
  recordAudit,
  revokeSessionsOf,
  saveAdministrator,
} from '@tars/database'
import { toPrincipal } from '../authenticate.ts'
import type { Call } from '../call.ts'
import { hashPassword } from '../password.ts'
import { newSession, type SessionOptions } from '../session.ts'
import { hashToken } from '../token.ts'

/**
 * Makes an administrator with a one-time link and signs them in; one who exists already gets a new name and
 * password, and is signed out everywhere else.
 *
 * @throws {TarsError} SETUP_LINK_INVALID when the link is unknown, used or expired.
 */
export async function completeSetup(
  uses: { database: Database } & SessionOptions,
  call: Call<'setup.complete'>,
) {
  const { token, email, name, password } = call.body
  const session = newSession(uses)
  const user = await uses.database.transaction(async (sql) => {
    if (!(await consumeSetupLink(sql, hashToken(token)))) {
      throw new TarsError('SETUP_LINK_INVALID', 'The link is unknown, was used, or is too old.')
    }
    const saved = await saveAdministrator(sql, { email, name, passwordHash: await hashPassword(password) })
    await revokeSessionsOf(sql, saved.id)
    await createSession(sql, { userId: saved.id, tokenHash: session.tokenHash, expiresAt: session.expiresAt })
    await recordAudit(sql, { actor: `user:${saved.id}`, action: 'setup.complete', subject: saved.id })
    return saved
  })
  call.setHeader('set-cookie', session.cookie)
  return toPrincipal({ ...user, kind: 'user' })
}
