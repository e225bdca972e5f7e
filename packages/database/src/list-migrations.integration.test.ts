import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { routes } from '@tars/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { listMigrations } from './list-migrations.ts'

let test: TestDatabase
beforeAll(async () => {
  test = await createTestDatabase()
})
afterAll(() => test.dispose())

describe('the list of migrations', () => {
  it('has all that were applied with when, how and how long, oldest first', async () => {
    const items = await listMigrations(test.database)
    expect(routes['system.migrations'].response.parse({ items })).toEqual({ items })
    expect(items[0]).toMatchObject({ name: '0001-identity', mode: 'transactional' })
    expect(items.every(({ appliedAt, durationMs }) => appliedAt !== null && durationMs !== null)).toBe(true)
    expect(items.map(({ name }) => name)).toEqual(items.map(({ name }) => name).toSorted())
  })

  it('shows what is pending, and what only a newer version knows', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tars-list-migrations-'))
    const headers = '-- mode: online\n-- lock: none\n-- undo: none\n-- step\nSELECT 1;\n'
    await writeFile(join(folder, '0999-later.sql'), headers)
    const items = await listMigrations(test.database, pathToFileURL(`${folder}/`))
    await rm(folder, { recursive: true })
    expect(items.at(-1)).toEqual({ name: '0999-later', mode: 'online', appliedAt: null, durationMs: null })
    expect(items[0]?.appliedAt).not.toBeNull()
  })
})
