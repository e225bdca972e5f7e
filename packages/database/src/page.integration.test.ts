import type { Id } from '@tars/contracts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { createId } from './id.ts'
import { type PageOptions, readPage } from './page.ts'

let test: TestDatabase
beforeAll(async () => {
  test = await createTestDatabase()
  await test.database.query('CREATE TABLE things (id uuid PRIMARY KEY, colour text NOT NULL)')
})
beforeEach(async () => {
  await test.database.query('DELETE FROM things')
})
afterAll(() => test.dispose())

async function add(count: number): Promise<Id[]> {
  const ids = Array.from({ length: count }, createId)
  const insert = "INSERT INTO things SELECT id, CASE n % 3 WHEN 0 THEN 'red' ELSE 'blue' END FROM"
  await test.database.query(`${insert} unnest($1::uuid[]) WITH ORDINALITY AS new (id, n)`, [ids])
  return ids
}

async function readIds(options: PageOptions, colour?: string): Promise<Id[]> {
  const [conditions, values] = colour === undefined ? [[], []] : [['t.colour = $1'], [colour]]
  const rows = await readPage<{ id: Id }>(
    test.database,
    'SELECT t.id FROM things t',
    conditions,
    values,
    options,
  )
  return rows.map(({ id }) => id)
}

/** Reads all pages of a list, one after the other; something may happen between them. */
async function readAll(limit: number, between: () => Promise<unknown>, colour?: string): Promise<Id[]> {
  const seen: Id[] = []
  for (;;) {
    const page = await readIds({ limit, before: seen.at(-1) }, colour)
    expect(page.length).toBeLessThanOrEqual(limit)
    seen.push(...page)
    if (page.length < limit) return seen
    await between()
  }
}

describe('the pages of a list', () => {
  it.each([1, 2, 7, 10, 40, 41, 200])(
    'of %i hold every row exactly once, newest first, while others are inserted',
    async (limit) => {
      const ids = await add(40)
      const seen = await readAll(limit, () => add(3))
      expect(seen).toEqual(ids.toReversed())
    },
  )

  it('hold every row exactly once while read ones are deleted', async () => {
    const ids = await add(30)
    const seen = await readAll(4, () => test.database.query('DELETE FROM things WHERE id = $1', [ids.at(-1)]))
    expect(seen).toEqual(ids.toReversed())
  })

  it('hold only the rows that meet the conditions', async () => {
    const ids = await add(20)
    const red = ids.filter((_, index) => (index + 1) % 3 === 0)
    expect(await readAll(2, () => add(1), 'red')).toEqual(red.toReversed())
    expect(await readIds({ limit: 5 }, 'green')).toEqual([])
  })

  it('begin behind a row even when it is there no more', async () => {
    const ids = await add(5)
    await test.database.query('DELETE FROM things WHERE id = $1', [ids[2]])
    expect(await readIds({ limit: 5, before: ids[2] })).toEqual([ids[1], ids[0]])
  })

  it('are empty behind the oldest row', async () => {
    const ids = await add(2)
    expect(await readIds({ limit: 5, before: ids[0] })).toEqual([])
  })
})
