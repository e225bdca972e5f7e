import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { recordAudit } from './audit.ts'
import { toCanonicalJson } from './canonical-json.ts'

let test: TestDatabase
beforeAll(async () => {
  test = await createTestDatabase()
})
beforeEach(async () => {
  await test.database.query('DELETE FROM audit')
})
afterAll(() => test.dispose())

interface Row {
  id: number
  at: string
  actor: string
  action: string
  subject: string | null
  detail: unknown
  previousHash: string
  hash: string
}

function readChain(): Promise<Row[]> {
  return test.database.query<Row>('SELECT * FROM audit ORDER BY id')
}

/** The id of the first row that is not what was written, or has lost the one before it. */
function findBreak(rows: Row[]): number | undefined {
  let previous = { id: 0, hash: '0'.repeat(64) }
  for (const row of rows) {
    const { id, at, actor, action, subject, detail, previousHash, hash } = row
    const text = toCanonicalJson([id, at, actor, action, subject, detail, previousHash])
    const isWhole = createHash('sha256').update(text).digest('hex') === hash
    if (!isWhole || id !== previous.id + 1 || previousHash !== previous.hash) return id
    previous = row
  }
  return undefined
}

function record(action: string, detail?: Record<string, unknown>): Promise<void> {
  const entry = { actor: 'user:ada', action, subject: 'it', ...(detail === undefined ? {} : { detail }) }
  return test.database.transaction((sql) => recordAudit(sql, entry))
}

describe('the audit log', () => {
  it('holds what was done, by whom, to what', async () => {
    await record('policy.promote', { reason: 'better' })
    await test.database.transaction((sql) => recordAudit(sql, { actor: 'sweeper', action: 'training.fail' }))
    expect(await readChain()).toMatchObject([
      { id: 1, actor: 'user:ada', action: 'policy.promote', subject: 'it', detail: { reason: 'better' } },
      { id: 2, actor: 'sweeper', action: 'training.fail', subject: null, detail: {} },
    ])
  })

  it('is a chain of hashes that can be computed again from the rows, whatever the details', async () => {
    await record('a.one', { zebra: 1, a: { long: 1, b: [{ y: null, x: 'ä"\\' }] }, bb: true })
    await record('a.two', { 10: 'ten', 9: 'nine', number: 1e21, small: 1e-7, negative: -0.5 })
    await record('a.three', { gone: undefined, empty: {} })
    await record('a.four')
    const rows = await readChain()
    expect(rows).toHaveLength(4)
    expect(findBreak(rows)).toBeUndefined()
  })

  it.each([
    ['a changed word', "UPDATE audit SET actor = 'user:eve' WHERE id = 2", 2],
    ['a changed detail', `UPDATE audit SET detail = '{"n": 3}' WHERE id = 2`, 2],
    ['a changed time', "UPDATE audit SET at = at + interval '1 ms' WHERE id = 2", 2],
    ['a missing row', 'DELETE FROM audit WHERE id = 2', 3],
    ['a missing beginning', 'DELETE FROM audit WHERE id = 1', 2],
  ])('shows %s', async (_, tampering, brokenId) => {
    for (const n of [1, 2, 3]) await record('a.deed', { n })
    expect(findBreak(await readChain())).toBeUndefined()
    await test.database.query(tampering)
    expect(findBreak(await readChain())).toBe(brokenId)
  })

  it('stays one chain when many write at once', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, n) => record('a.deed', { n })))
    const rows = await readChain()
    expect(rows).toHaveLength(20)
    expect(findBreak(rows)).toBeUndefined()
  })

  it('keeps nothing of a deed that was undone, and no gap', async () => {
    await record('a.deed')
    const failing = test.database.transaction(async (sql) => {
      await recordAudit(sql, { actor: 'user:ada', action: 'a.mistake' })
      throw new RangeError('no')
    })
    await expect(failing).rejects.toThrow(RangeError)
    await record('a.deed')
    const rows = await readChain()
    expect(rows.map(({ action }) => action)).toEqual(['a.deed', 'a.deed'])
    expect(findBreak(rows)).toBeUndefined()
  })
})
