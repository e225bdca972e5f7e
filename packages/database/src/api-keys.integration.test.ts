import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { mintApiKey } from './api-key.ts'
import { findApiKey, revokeApiKey, storeApiKey } from './api-keys.ts'

let test: TestDatabase
beforeAll(async () => {
  test = await createTestDatabase()
})
afterAll(() => test.dispose())

async function storeNew() {
  const { keyId, secretHash } = mintApiKey('pepper')
  return storeApiKey(test.database, { keyId, secretHash, name: 'pipeline', role: 'developer' })
}

describe('an API key', () => {
  it('is found by its key id as it was stored', async () => {
    const stored = await storeNew()
    expect(stored).toMatchObject({ name: 'pipeline', role: 'developer', pepperVersion: 1 })
    expect(await findApiKey(test.database, stored.keyId)).toEqual(stored)
    expect(await findApiKey(test.database, 'x'.repeat(12))).toBeUndefined()
  })

  it('is gone once it is revoked, and no other with it', async () => {
    const [revoked, other] = [await storeNew(), await storeNew()]
    await revokeApiKey(test.database, revoked.keyId)
    expect(await findApiKey(test.database, revoked.keyId)).toBeUndefined()
    expect(await findApiKey(test.database, other.keyId)).toEqual(other)
  })

  it('keeps the moment of its first revocation', async () => {
    const { keyId } = await storeNew()
    const readRevocation = () =>
      test.database.query('SELECT revoked_at FROM api_keys WHERE key_id = $1', [keyId])
    await revokeApiKey(test.database, keyId)
    const first = await readRevocation()
    await revokeApiKey(test.database, keyId)
    expect(await readRevocation()).toEqual(first)
  })

  it('is gone when its time is over', async () => {
    const { keyId } = await storeNew()
    const expire = "UPDATE api_keys SET expires_at = now() + $2 * interval '1 second' WHERE key_id = $1"
    await test.database.query(expire, [keyId, 60])
    expect(await findApiKey(test.database, keyId)).toBeDefined()
    await test.database.query(expire, [keyId, -1])
    expect(await findApiKey(test.database, keyId)).toBeUndefined()
  })

  it('cannot share its key id with another', async () => {
    const { keyId } = await storeNew()
    const again = storeApiKey(test.database, { keyId, secretHash: 'h', name: 'again', role: 'viewer' })
    await expect(again).rejects.toMatchObject({ code: '23505' })
  })
})
