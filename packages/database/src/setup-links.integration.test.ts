import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { consumeSetupLink, createSetupLink } from './setup-links.ts'

let test: TestDatabase
beforeAll(async () => {
  test = await createTestDatabase()
})
afterAll(() => test.dispose())

function linkIn(seconds: number, tokenHash: string) {
  return { tokenHash, expiresAt: new Date(Date.now() + seconds * 1_000).toISOString() }
}

describe('a one-time link', () => {
  it('works once', async () => {
    await createSetupLink(test.database, linkIn(60, 'once'))
    expect(await consumeSetupLink(test.database, 'once')).toBe(true)
    expect(await consumeSetupLink(test.database, 'once')).toBe(false)
  })

  it('works for one of many who use it at the same time', async () => {
    await createSetupLink(test.database, linkIn(60, 'contested'))
    const uses = await Promise.all(
      Array.from({ length: 10 }, () => consumeSetupLink(test.database, 'contested')),
    )
    expect(uses.filter((used) => used)).toHaveLength(1)
  })

  it('is not used up by a transaction that fails', async () => {
    await createSetupLink(test.database, linkIn(60, 'undone'))
    const failing = test.database.transaction(async (sql) => {
      expect(await consumeSetupLink(sql, 'undone')).toBe(true)
      throw new RangeError('no')
    })
    await expect(failing).rejects.toThrow(RangeError)
    expect(await consumeSetupLink(test.database, 'undone')).toBe(true)
  })

  it('does not work when it is unknown or its time is over', async () => {
    await createSetupLink(test.database, linkIn(-1, 'late'))
    expect(await consumeSetupLink(test.database, 'late')).toBe(false)
    expect(await consumeSetupLink(test.database, 'unknown')).toBe(false)
  })

  it('stops working when another is made', async () => {
    await createSetupLink(test.database, linkIn(60, 'first'))
    await createSetupLink(test.database, linkIn(60, 'second'))
    expect(await consumeSetupLink(test.database, 'first')).toBe(false)
    expect(await consumeSetupLink(test.database, 'second')).toBe(true)
  })
})
