import { type AddressInfo, createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { connectDatabase, openDatabase } from './connect.ts'

let test: TestDatabase
beforeAll(async () => {
  test = await createTestDatabase()
  await test.database.query('CREATE TABLE things (n int UNIQUE)')
})
afterAll(() => test.dispose())

const unavailable = expect.objectContaining({ code: 'DATABASE_UNAVAILABLE' })
const selectThings = 'SELECT n FROM things ORDER BY n'

describe('a transaction', () => {
  it('keeps everything when its work resolves, and gives its result', async () => {
    const result = await test.database.transaction(async (sql) => {
      await sql.query('INSERT INTO things VALUES (1)')
      await sql.query('INSERT INTO things VALUES (2)')
      return 'done'
    })
    expect(result).toBe('done')
    expect(await test.database.query(selectThings)).toEqual([{ n: 1 }, { n: 2 }])
    await test.database.query('DELETE FROM things')
  })

  it('keeps nothing when its work throws, and passes the error on', async () => {
    const failing = test.database.transaction(async (sql) => {
      await sql.query('INSERT INTO things VALUES (1)')
      throw new RangeError('no')
    })
    await expect(failing).rejects.toThrow(RangeError)
    expect(await test.database.query(selectThings)).toEqual([])
  })

  it('keeps nothing, and says so, when its work drops the error of a statement', async () => {
    const failing = test.database.transaction(async (sql) => {
      await sql.query('INSERT INTO things VALUES (1)')
      await sql.query('SELECT 1 / 0').catch(() => undefined)
    })
    await expect(failing).rejects.toThrow('nothing was kept')
    expect(await test.database.query(selectThings)).toEqual([])
  })

  it('keeps nothing, and tells the error, when a check at its very end fails', async () => {
    await test.database.query('CREATE TABLE late (n int REFERENCES things (n) DEFERRABLE INITIALLY DEFERRED)')
    const failing = test.database.transaction((sql) => sql.query('INSERT INTO late VALUES (404)'))
    await expect(failing).rejects.toMatchObject({ code: '23503' })
    expect(await test.database.query('SELECT n FROM late')).toEqual([])
    await test.database.query('DROP TABLE late')
  })

  it('is not seen from outside before it ends', async () => {
    await test.database.transaction(async (sql) => {
      await sql.query('INSERT INTO things VALUES (7)')
      expect(await test.database.query(selectThings)).toEqual([])
      await sql.query('DELETE FROM things')
    })
  })
})

describe('a statement that is wrong', () => {
  it('throws the error of the server as it is', async () => {
    await expect(test.database.query('SELEC 1')).rejects.toMatchObject({ name: 'error', code: '42601' })
  })
})

describe('a server that is away', () => {
  it('is DATABASE_UNAVAILABLE for queries, transactions and connections', async () => {
    const gone = createServer()
    await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve))
    const { port } = gone.address() as AddressInfo
    await new Promise((resolve) => gone.close(resolve))
    const url = `postgresql://tars@127.0.0.1:${port}/tars`
    await using database = connectDatabase({ url, applicationName: 'refused' })
    await expect(database.query('SELECT 1')).rejects.toEqual(unavailable)
    await expect(database.transaction(async () => 1)).rejects.toEqual(unavailable)
    await expect(database.connection(async () => 1)).rejects.toEqual(unavailable)
  })

  it('rolls back the transaction whose connection it ends', async () => {
    const failing = test.database.transaction(async (sql) => {
      await sql.query('INSERT INTO things VALUES (1)')
      const [backend] = await sql.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
      await test.database.query('SELECT pg_terminate_backend($1, 5000)', [backend?.pid])
      await sql.query('INSERT INTO things VALUES (2)')
    })
    await expect(failing).rejects.toEqual(unavailable)
    expect(await test.database.query(selectThings)).toEqual([])
  })

  it('does not make the next query fail, when it has ended the only connection', async () => {
    await using database = connectDatabase({ url: test.url, applicationName: 'single', connectionsMax: 1 })
    const suicide = 'SELECT pg_terminate_backend(pg_backend_pid())'
    for (let round = 0; round < 5; round++) {
      await expect(database.connection((sql) => sql.query(suicide))).rejects.toEqual(unavailable)
      expect(await database.query('SELECT 1 AS one')).toEqual([{ one: 1 }])
      await expect(database.query(suicide)).rejects.toEqual(unavailable)
      expect(await database.query('SELECT 1 AS one')).toEqual([{ one: 1 }])
    }
  })

  it('may end idle connections without harm to the process', async () => {
    await using database = connectDatabase({ url: test.url, applicationName: 'idle' })
    await database.query('SELECT 1')
    await test.database.query(
      "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'idle'",
    )
    await vi.waitFor(async () => expect(await database.query('SELECT 1 AS one')).toEqual([{ one: 1 }]))
  })
})

describe('the pool', () => {
  it('is as large as the configuration of its service says, and shows its name', async () => {
    const config = { TARS_DATABASE_URL: test.url, TARS_DATABASE_CONNECTIONS: 2 }
    await using database = openDatabase(config, 'a service')
    const names = "SELECT count(*) AS many FROM pg_stat_activity WHERE application_name = 'a service'"
    const counts = await Promise.all(Array.from({ length: 6 }, () => database.query<{ many: number }>(names)))
    expect(Math.max(...counts.flatMap((rows) => rows.map((row) => row.many)))).toBe(2)
  })

  it('never has more connections than it may', async () => {
    await using database = connectDatabase({ url: test.url, applicationName: 'bounded', connectionsMax: 2 })
    const count =
      "SELECT count(*) AS count, pg_sleep(0.02) FROM pg_stat_activity WHERE application_name = 'bounded'"
    const counts = await Promise.all(
      Array.from({ length: 10 }, () => database.query<{ count: number }>(count)),
    )
    expect(Math.max(...counts.flatMap((rows) => rows.map((row) => row.count)))).toBe(2)
  })

  it('bounds statements and idle transactions', async () => {
    expect(await test.database.query('SHOW statement_timeout')).toEqual([{ statementTimeout: '30s' }])
    expect(await test.database.query('SHOW idle_in_transaction_session_timeout')).toEqual([
      { idleInTransactionSessionTimeout: '30s' },
    ])
  })

  it('lends one connection as long as the work needs it', async () => {
    const pids = await test.database.connection(async (sql) => [
      await sql.query('SELECT pg_backend_pid() AS pid'),
      await sql.query('SELECT pg_backend_pid() AS pid'),
    ])
    expect(pids[0]).toEqual(pids[1])
  })
})

describe('the values of a row', () => {
  it('are numbers for int8, up to the largest whole number that is exact', async () => {
    const rows = await test.database.query(
      'SELECT 9007199254740991::int8 AS seed, count(*) AS many FROM things',
    )
    expect(rows).toEqual([{ seed: Number.MAX_SAFE_INTEGER, many: 0 }])
  })

  it.each(['UTC', 'Asia/Kolkata', 'America/St_Johns', 'Asia/Tokyo'])(
    'are ISO 8601 text in UTC for instants, whatever the time zone of the session (%s)',
    async (zone) => {
      const rows = await test.database.transaction(async (sql) => {
        await sql.query(`SET LOCAL TIME ZONE '${zone}'`)
        return sql.query(
          "SELECT '2026-01-31T12:00:00.123456Z'::timestamptz AS at, null::timestamptz AS never",
        )
      })
      expect(rows).toEqual([{ at: '2026-01-31T12:00:00.123Z', never: null }])
    },
  )

  it('are bit for bit what went in for floats, and bytes for bytea', async () => {
    const numbers = [0.1, 1 / 3, 5e-324, -1.7976931348623157e308, 2 ** -1074 * 3]
    const rows = await test.database.query<{ n: number }>('SELECT unnest($1::float8[]) AS n', [numbers])
    expect(rows.map(({ n }) => n)).toEqual(numbers)
    const [row] = await test.database.query<{ file: Uint8Array }>('SELECT $1::bytea AS file', [
      new Uint8Array([0, 255, 10]),
    ])
    expect([...(row?.file ?? [])]).toEqual([0, 255, 10])
  })
})
