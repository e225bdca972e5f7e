import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { createId } from './id.ts'
import { createSession, findSession, revokeSession, revokeSessionsOf } from './sessions.ts'
import { saveAdministrator, type User } from './users.ts'

let test: TestDatabase
let user: User
beforeAll(async () => {
  test = await createTestDatabase()
  user = await saveAdministrator(test.database, { email: 'ada@example.org', name: 'Ada', passwordHash: 'h' })
})
afterAll(() => test.dispose())

function instantIn(seconds: number): string {
  return new Date(Date.now() + seconds * 1_000).toISOString()
}

describe('a session', () => {
  it('is found by the hash of its token, with the person and without the password', async () => {
    const expiresAt = instantIn(60)
    const sessionId = await createSession(test.database, { userId: user.id, tokenHash: 'one', expiresAt })
    expect(await findSession(test.database, 'one')).toEqual({
      sessionId,
      expiresAt,
      id: user.id,
      email: user.email,
      name: 'Ada',
      role: 'admin',
    })
    expect(await findSession(test.database, 'other')).toBeUndefined()
  })

  it('is over when its time is', async () => {
    await createSession(test.database, { userId: user.id, tokenHash: 'late', expiresAt: instantIn(-1) })
    expect(await findSession(test.database, 'late')).toBeUndefined()
  })

  it('is over once it is revoked, and no other with it', async () => {
    const expiresAt = instantIn(60)
    const ending = await createSession(test.database, { userId: user.id, tokenHash: 'a', expiresAt })
    await createSession(test.database, { userId: user.id, tokenHash: 'b', expiresAt })
    await revokeSession(test.database, ending)
    await revokeSession(test.database, createId())
    expect(await findSession(test.database, 'a')).toBeUndefined()
    expect(await findSession(test.database, 'b')).toBeDefined()
  })

  it('is over with all others of its person, and with those of nobody else', async () => {
    const grace = { email: 'grace@example.org', name: 'Grace', passwordHash: 'h' }
    const other = await saveAdministrator(test.database, grace)
    const expiresAt = instantIn(60)
    for (const tokenHash of ['mine', 'mine too']) {
      await createSession(test.database, { userId: user.id, tokenHash, expiresAt })
    }
    await createSession(test.database, { userId: other.id, tokenHash: 'theirs', expiresAt })
    await revokeSessionsOf(test.database, user.id)
    expect(await findSession(test.database, 'mine')).toBeUndefined()
    expect(await findSession(test.database, 'mine too')).toBeUndefined()
    expect(await findSession(test.database, 'theirs')).toBeDefined()
  })

  it('does not outlive the right of its person to sign in', async () => {
    await createSession(test.database, { userId: user.id, tokenHash: 'c', expiresAt: instantIn(60) })
    await test.database.query('UPDATE users SET disabled_at = now()')
    expect(await findSession(test.database, 'c')).toBeUndefined()
  })
})
