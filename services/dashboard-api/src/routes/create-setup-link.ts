import { type Database, recordAudit, createSetupLink as storeSetupLink } from '@tars/database'
import { actorOf } from '../actor.ts'
import type { Call } from '../call.ts'
import { createToken, hashToken } from '../token.ts'

const lifetimeMs = 24 * 3_600_000

/** Makes a one-time sign-in link, good for a day; earlier ones stop working. The token travels in the fragment only. */
export async function createSetupLink(
  uses: { database: Database; publicUrl: string },
  call: Call<'setup.link'>,
) {
  const token = createToken()
  const expiresAt = new Date(Date.now() + lifetimeMs).toISOString()
  await uses.database.transaction(async (sql) => {
    await storeSetupLink(sql, { tokenHash: hashToken(token), expiresAt })
    await recordAudit(sql, { actor: actorOf(call.caller), action: 'setup.link' })
  })
  return { link: `${new URL(uses.publicUrl).origin}/setup#token=${token}`, expiresAt }
}
