import { type Database, recordAudit, revokeSession } from '@tars/database'
import { actorOf } from '../actor.ts'
import type { Authenticator } from '../authenticate.ts'
import type { Call } from '../call.ts'
import { expiredSessionCookie, type SessionOptions } from '../session.ts'

/** Signs the caller out. A caller with an API key has no session, and nothing ends. */
export async function deleteSession(
  uses: { database: Database; authenticator: Authenticator } & SessionOptions,
  call: Call<'session.delete'>,
) {
  const { sessionId } = call.caller
  if (sessionId === null) return undefined
  await uses.database.transaction(async (sql) => {
    await revokeSession(sql, sessionId)
    await recordAudit(sql, { actor: actorOf(call.caller), action: 'session.delete', subject: sessionId })
  })
  uses.authenticator.forget(call.caller)
  call.setHeader('set-cookie', expiredSessionCookie(uses))
  return undefined
}
