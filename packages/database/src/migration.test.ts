import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { parseMigration, readMigrations } from './migration.ts'

const headers = '-- lock: none\n-- undo: drop table a\n'
const transactional = `-- mode: transactional\n${headers}CREATE TABLE a ();\nCREATE TABLE b ();\n`

describe('a migration file', () => {
  it('in transactional mode is one step, with the checksum of all its bytes', () => {
    expect(parseMigration('0001-first-tables.sql', transactional)).toEqual({
      name: '0001-first-tables',
      mode: 'transactional',
      steps: [transactional],
      checksum: createHash('sha256').update(transactional).digest('hex'),
    })
  })

  it('in online mode has a step for each mark, without what stands before the first', () => {
    const text = `-- mode: online\n${headers}\n-- step\nSELECT 1;\n-- step\nSELECT 2; -- step by step\n`
    const { mode, steps } = parseMigration('0002-index.sql', text)
    expect(mode).toBe('online')
    expect(steps).toEqual(['\nSELECT 1;\n', '\nSELECT 2; -- step by step\n'])
  })

  it.each([
    ['1-short.sql', transactional, 'name'],
    ['0001-Upper.sql', transactional, 'name'],
    ['0001-.sql', transactional, 'name'],
    ['0001-a.sql', `${headers}CREATE TABLE a ();`, 'header mode'],
    ['0001-a.sql', 'CREATE TABLE a ();', 'header mode, lock, undo'],
    ['0001-a.sql', '-- mode: transactional\n-- lock: none\n-- undo:\nSELECT 1', 'header undo'],
    ['0001-a.sql', `-- mode: sometimes\n${headers}`, 'transactional or online'],
    ['0001-a.sql', `-- mode: online\n${headers}SELECT 1;`, 'marks each statement'],
  ])('%s is refused where it is not as it must be (%#)', (file, text, reason) => {
    expect(() => parseMigration(file, text)).toThrow(reason)
    expect(() => parseMigration(file, text)).toThrow(
      expect.objectContaining({ code: 'MIGRATION_FAILED', facts: { file } }),
    )
  })
})

describe('the migrations of a folder', () => {
  it('come in the order of their numbers, without other files', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tars-migration-'))
    try {
      for (const name of ['0010-b.sql', '0002-a.sql', 'README.md'])
        await writeFile(join(folder, name), transactional)
      const migrations = await readMigrations(pathToFileURL(`${folder}/`))
      expect(migrations.map(({ name }) => name)).toEqual(['0002-a', '0010-b'])
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  it('of this package can all be read, and their numbers have no gaps', async () => {
    const migrations = await readMigrations(new URL('../migrations/', import.meta.url))
    expect(migrations.length).toBeGreaterThan(0)
    expect(migrations.map(({ name }) => Number(name.slice(0, 4)))).toEqual(
      migrations.map((_, index) => index + 1),
    )
  })
})
