import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { countAdministrators, findUser, saveAdministrator } from './users.ts'

let test: TestDatabase
beforeAll(async () => {
  test = await createTestDatabase()
})
afterAll(() => test.dispose())

const ada = { email: 'Ada@Example.org', name: 'Ada', passwordHash: 'hash-1' }

describe('an administrator', () => {
  it('is counted once there is one', async () => {
    expect(await countAdministrators(test.database)).toBe(0)
    const saved = await saveAdministrator(test.database, ada)
    expect(saved).toEqual({ ...ada, id: saved.id, role: 'admin' })
    expect(await countAdministrators(test.database)).toBe(1)
  })

  it('is found by the e-mail address, whatever its case', async () => {
    expect(await findUser(test.database, 'ADA@example.ORG')).toMatchObject({
      name: 'Ada',
      passwordHash: 'hash-1',
    })
    expect(await findUser(test.database, 'ada@example.com')).toBeUndefined()
  })

  it('saved again keeps the id and gets the new name and password', async () => {
    const before = await findUser(test.database, ada.email)
    const again = await saveAdministrator(test.database, {
      email: 'ada@example.org',
      name: 'A.',
      passwordHash: 'hash-2',
    })
    expect(again).toEqual({ ...before, name: 'A.', passwordHash: 'hash-2' })
    expect(await countAdministrators(test.database)).toBe(1)
  })

  it('who is disabled is neither found nor counted, until saved again', async () => {
    await test.database.query('UPDATE users SET disabled_at = now()')
    expect(await findUser(test.database, ada.email)).toBeUndefined()
    expect(await countAdministrators(test.database)).toBe(0)
    await saveAdministrator(test.database, ada)
    expect(await findUser(test.database, ada.email)).toMatchObject({ name: 'Ada', role: 'admin' })
  })

  it('does not count among people with another role', async () => {
    await saveAdministrator(test.database, { ...ada, email: 'bob@example.org' })
    await test.database.query("UPDATE users SET role = 'viewer' WHERE email = 'bob@example.org'")
    expect(await countAdministrators(test.database)).toBe(1)
  })
})
