import { TarsError } from '@tars/contracts'
import { type Database, findUser, recordAudit, createSession as storeSession } from '@tars/database'
import { toPrincipal } from '../authenticate.ts'
import type { Call } from '../call.ts'
import { isPasswordCorrect } from '../password.ts'
import { newSession, type SessionOptions } from '../session.ts'
import type { Throttle } from '../throttle.ts'

/** What signing in needs. */
export interface CreateSessionUses extends SessionOptions {
  database: Database
  /** Attempts per address. */
  addressThrottle: Throttle
  /** Attempts per address and account. */
  accountThrottle: Throttle
}

/**
 * Signs a person in. Whether the account exists cannot be told from the answer, nor from how long it takes.
 *
 * @throws {TarsError} CREDENTIALS_WRONG; RATE_LIMITED after too many attempts.
 */
export async function createSession(uses: CreateSessionUses, call: Call<'session.create'>) {
  const { email, password } = call.body
  const account = `${call.address} ${email.toLowerCase()}`
  uses.addressThrottle.attempt(call.address)
  uses.accountThrottle.attempt(account)
  const user = await findUser(uses.database, email)
  const isCorrect = await isPasswordCorrect(user?.passwordHash, password)
  if (user === undefined || !isCorrect) {
    throw new TarsError('CREDENTIALS_WRONG', 'E-mail address or password is wrong.')
  }
  uses.accountThrottle.forgive(account)
  const session = newSession(uses)
  await uses.database.transaction(async (sql) => {
    await storeSession(sql, { userId: user.id, tokenHash: session.tokenHash, expiresAt: session.expiresAt })
    await recordAudit(sql, { actor: `user:${user.id}`, action: 'session.create', subject: user.id })
  })
  call.setHeader('set-cookie', session.cookie)
  return toPrincipal({ ...user, kind: 'user' })
}
