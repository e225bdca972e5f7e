import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { connectDatabase, type Database } from './connect.ts'
import { migrate, readMigrationStatus } from './migrate.ts'

let test: TestDatabase
let folder: string
let directory: URL
beforeAll(async () => {
  test = await createTestDatabase()
})
afterAll(() => test.dispose())
beforeEach(async () => {
  await test.database.query('DROP SCHEMA public CASCADE')
  await test.database.query('CREATE SCHEMA public')
  folder = await mkdtemp(join(tmpdir(), 'tars-migrate-'))
  directory = pathToFileURL(`${folder}/`)
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

async function write(name: string, body: string, mode = 'transactional'): Promise<void> {
  const headers = `-- mode: ${mode}\n-- lock: none\n-- undo: none\n`
  await writeFile(join(folder, `${name}.sql`), `${headers}${body}\n`)
}

async function exists(name: string): Promise<boolean> {
  const [row] = await test.database.query<{ found: boolean }>('SELECT to_regclass($1) IS NOT NULL AS found', [
    name,
  ])
  return row?.found ?? false
}

function failure(reason: string) {
  return expect.objectContaining({ code: 'MIGRATION_FAILED', message: expect.stringContaining(reason) })
}

describe('migrating', () => {
  it('applies everything in order, tells each name, and a second time nothing', async () => {
    const seen: string[] = []
    const first = await migrate(test.database, { onProgress: (name) => seen.push(name) })
    expect(first.applied.length).toBeGreaterThanOrEqual(5)
    expect(seen).toEqual(first.applied)
    expect(first.applied.toSorted()).toEqual(first.applied)
    expect(await migrate(test.database)).toEqual({ applied: [] })
    expect(await readMigrationStatus(test.database)).toEqual({
      applied: first.applied.length,
      pending: 0,
      latest: first.applied.at(-1),
    })
  })

  it('by two runners at once applies each migration once', async () => {
    await using other = connectDatabase({ url: test.url, applicationName: 'other runner' })
    const [one, two] = await Promise.all([migrate(test.database), migrate(other)])
    const rows = await test.database.query<{ name: string }>(
      'SELECT name FROM schema_migrations ORDER BY name',
    )
    expect([...one.applied, ...two.applied].toSorted()).toEqual(rows.map(({ name }) => name))
    expect(Math.min(one.applied.length, two.applied.length)).toBe(0)
  })

  it('refuses a file that was changed after it was applied, and applies nothing more', async () => {
    await write('0001-a', 'CREATE TABLE a ();')
    await migrate(test.database, { directory })
    await write('0001-a', 'CREATE TABLE a (); -- a harmless word')
    await write('0002-b', 'CREATE TABLE b ();')
    const refused = { code: 'MIGRATION_EDITED', facts: { name: '0001-a' } }
    await expect(migrate(test.database, { directory })).rejects.toMatchObject(refused)
    await expect(readMigrationStatus(test.database, directory)).rejects.toMatchObject(refused)
    expect(await exists('b')).toBe(false)
  })

  it('leaves alone what a newer version has applied', async () => {
    await write('0001-a', 'CREATE TABLE a ();')
    await write('0009-newer', 'CREATE TABLE newer ();')
    await migrate(test.database, { directory })
    await rm(join(folder, '0009-newer.sql'))
    await write('0002-b', 'CREATE TABLE b ();')
    expect(await readMigrationStatus(test.database, directory)).toEqual({
      applied: 2,
      pending: 1,
      latest: '0009-newer',
    })
    expect(await migrate(test.database, { directory })).toEqual({ applied: ['0002-b'] })
    expect(await exists('newer')).toBe(true)
  })
})

describe('a migration that fails', () => {
  it('leaves nothing of itself and everything of those before, and can be mended', async () => {
    await write('0001-a', 'CREATE TABLE a ();')
    await write('0002-b', 'CREATE TABLE b ();\nSELECT 1 / 0;')
    await write('0003-c', 'CREATE TABLE c ();')
    const failing = migrate(test.database, { directory })
    await expect(failing).rejects.toEqual(failure('0002-b failed: division by zero'))
    expect([await exists('a'), await exists('b'), await exists('c')]).toEqual([true, false, false])
    expect(await readMigrationStatus(test.database, directory)).toEqual({
      applied: 1,
      pending: 2,
      latest: '0001-a',
    })
    await write('0002-b', 'CREATE TABLE b ();')
    expect(await migrate(test.database, { directory })).toEqual({ applied: ['0002-b', '0003-c'] })
  })

  it('lets the next runner in', async () => {
    await write('0001-a', 'SELECT 1 / 0;')
    await expect(migrate(test.database, { directory })).rejects.toEqual(failure('0001-a'))
    await using other = connectDatabase({ url: test.url, applicationName: 'other runner' })
    await write('0001-a', 'SELECT 1;')
    expect(await migrate(other, { directory, statementTimeoutMs: 5_000 })).toEqual({ applied: ['0001-a'] })
  })

  it('because the connection is lost is DATABASE_UNAVAILABLE, and leaves nothing', async () => {
    await write('0001-a', 'CREATE TABLE a ();\nSELECT pg_terminate_backend(pg_backend_pid());')
    await expect(migrate(test.database, { directory })).rejects.toMatchObject({
      code: 'DATABASE_UNAVAILABLE',
    })
    expect(await exists('a')).toBe(false)
  })
})

describe('a migration whose lock is held', () => {
  beforeEach(async () => {
    await write('0001-a', 'CREATE TABLE a ();')
    await migrate(test.database, { directory })
    await write('0002-column', 'ALTER TABLE a ADD COLUMN n int;')
  })

  /** Holds the table until it is released. */
  async function holdTable() {
    let release = () => {}
    const released = new Promise<void>((resolve) => {
      release = resolve
    })
    let hold = () => {}
    const held = new Promise<void>((resolve) => {
      hold = resolve
    })
    const done = test.database.transaction(async (sql) => {
      await sql.query('LOCK TABLE a IN ACCESS SHARE MODE')
      hold()
      await released
    })
    await held
    return { release, done }
  }

  it('tries again, and is applied once the lock is free', async () => {
    const { release, done } = await holdTable()
    let retries = 0
    const random = () => {
      retries++
      release()
      return 0
    }
    expect(await migrate(test.database, { directory, random })).toEqual({ applied: ['0002-column'] })
    await done
    expect(retries).toBeGreaterThanOrEqual(1)
  })

  it('gives up in the end and says why', async () => {
    const { release, done } = await holdTable()
    const failing = migrate(test.database, { directory, random: () => 0 })
    await expect(failing).rejects.toEqual(
      failure('0002-column failed: canceling statement due to lock timeout'),
    )
    release()
    await done
  }, 30_000)
})

describe('an online migration', () => {
  beforeEach(async () => {
    await write('0001-a', 'CREATE TABLE a (n int);\nINSERT INTO a VALUES (1), (1);')
    await migrate(test.database, { directory })
  })
  const unique = 'CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS a_n ON a (n);'

  it('runs its steps one by one, outside any transaction', async () => {
    const index = 'CREATE INDEX CONCURRENTLY a_n ON a (n);'
    await write('0002-index', `-- step\n${index}\n-- step\nINSERT INTO a VALUES (2);`, 'online')
    expect(await migrate(test.database, { directory })).toEqual({ applied: ['0002-index'] })
    expect(await exists('a_n')).toBe(true)
    expect(await test.database.query('SELECT n FROM a WHERE n = 2')).toHaveLength(1)
    expect(
      await test.database.query('SELECT mode FROM schema_migrations WHERE name = $1', ['0002-index']),
    ).toEqual([{ mode: 'online' }])
  })

  it('does not count as applied while it has left an invalid index', async () => {
    await write('0002-index', `-- step\n${unique}`, 'online')
    await expect(migrate(test.database, { directory })).rejects.toEqual(
      failure('could not create unique index'),
    )
    await expect(migrate(test.database, { directory })).rejects.toEqual(
      failure('these indexes are invalid: a_n'),
    )
    await test.database.query('DROP INDEX a_n')
    await test.database.query('DELETE FROM a')
    expect(await migrate(test.database, { directory })).toEqual({ applied: ['0002-index'] })
  })
})

describe('the time that a migration may take', () => {
  it('is longer than that of a query, and the connection goes back as it was', async () => {
    await using database = connectDatabase({ url: test.url, applicationName: 'single', connectionsMax: 1 })
    await write('0001-a', "CREATE TABLE a AS SELECT current_setting('statement_timeout') AS timeout;")
    await migrate(database, { directory })
    expect(await database.query('SELECT timeout FROM a')).toEqual([{ timeout: '15min' }])
    expect(await database.query('SHOW statement_timeout')).toEqual([{ statementTimeout: '30s' }])
  })

  it('ends it with its name when it is over', async () => {
    await write('0001-a', 'SELECT pg_sleep(60);')
    const failing = migrate(test.database, { directory, statementTimeoutMs: 100 })
    await expect(failing).rejects.toEqual(
      failure('0001-a failed: canceling statement due to statement timeout'),
    )
  })

  it('ends the wait for a runner that does not come to an end', async () => {
    await using other = connectDatabase({ url: test.url, applicationName: 'other runner' })
    await other.connection(async (sql) => {
      await sql.query('SELECT pg_advisory_lock(7283001)')
      const waiting = migrate(test.database, { directory, statementTimeoutMs: 100 })
      await expect(waiting).rejects.toEqual(failure('Another runner'))
      await sql.query('SELECT pg_advisory_unlock(7283001)')
    })
    expect(await migrate(test.database, { directory, statementTimeoutMs: 100 })).toEqual({ applied: [] })
  })
})

describe('a server that will not do', () => {
  /** A database that says what it is and must not be asked for anything else. */
  function databaseThatIs(rows: { version: number; encoding: string }[]): Database {
    const refuse = () => Promise.reject(new Error('It was used.'))
    const query = <Row>() => Promise.resolve(rows as Row[])
    return { query, transaction: refuse, connection: refuse, listen: refuse, [Symbol.asyncDispose]: refuse }
  }

  it.each([
    [[{ version: 150_014, encoding: 'UTF8' }], 'PostgreSQL 15'],
    [[{ version: 160_000, encoding: 'SQL_ASCII' }], 'SQL_ASCII'],
    [[], 'does not say'],
  ])('is refused before anything is done (%#)', async (rows, reason) => {
    const refused = { code: 'DATABASE_UNSUITABLE', message: expect.stringContaining(reason) }
    await expect(migrate(databaseThatIs(rows))).rejects.toMatchObject(refused)
  })

  it('does not include the oldest one that is supported', async () => {
    const oldest = databaseThatIs([{ version: 160_000, encoding: 'UTF8' }])
    await expect(migrate(oldest)).rejects.toThrow('It was used.')
  })
})

describe('the status of the migrations', () => {
  it('of an empty database is that all are pending', async () => {
    await write('0001-a', 'SELECT 1;')
    await write('0002-b', 'SELECT 1;')
    expect(await readMigrationStatus(test.database, directory)).toEqual({
      applied: 0,
      pending: 2,
      latest: null,
    })
    expect(await exists('schema_migrations')).toBe(false)
  })
})
