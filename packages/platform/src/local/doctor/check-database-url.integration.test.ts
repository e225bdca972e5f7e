import { once } from 'node:events'
import { createServer } from 'node:net'
import { connectDatabase } from '@tars/database'
import { describe, expect, inject, it } from 'vitest'
import { checkDatabaseUrl, readOutsideDatabase } from './check-database-url.ts'

const check = async (url: string | undefined) => checkDatabaseUrl(await readOutsideDatabase(url))

const answered = {
  kind: 'answered',
  address: 'db:5432/tars',
  version: '18.4',
  encoding: 'UTF8',
  role: 'tars',
  schema: 'public',
  mayCreate: true,
  isStandby: false,
  isReadOnly: false,
} as const

describe('the check of an outside database', () => {
  it('asks a real one, and shows no password', async () => {
    const found = await check(inject('clusterUrl'))
    expect(found).toMatchObject({
      state: 'ok',
      found: expect.stringMatching(/^PostgreSQL 18\.\d+ at 127.0.0.1:\d+\/\w+, UTF8$/),
    })
    expect(JSON.stringify(found)).not.toContain(new URL(inject('clusterUrl')).password)
  })

  it('has nothing to ask where none is named', async () => {
    expect((await check(undefined)).state).toBe('ok')
  })

  it.each(['not an address', 'mysql://a:hidden@b/c', 'postgresql://a:hidden%@b/c'])(
    'refuses %s without repeating it',
    async (url) => {
      const found = await check(url)
      expect(found).toMatchObject({
        id: 'database-url',
        state: 'broken',
        mend: expect.stringContaining('postgresql://'),
      })
      expect(JSON.stringify(found)).not.toContain('hidden')
    },
  )

  it('tells the reason of a wrong password and of a server that is away', async () => {
    const wrong = new URL(inject('clusterUrl'))
    wrong.password = 'hidden'
    const refused = await check(wrong.href)
    expect(refused).toMatchObject({
      state: 'broken',
      found: expect.stringContaining('password authentication failed'),
    })
    expect(JSON.stringify(refused)).not.toContain('hidden')
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as { port: number }
    server.close()
    await once(server, 'close')
    expect((await check(`postgresql://a:hidden@127.0.0.1:${port}/c`)).found).toContain('ECONNREFUSED')
  })

  it('wants version 16 or newer, and UTF8', () => {
    expect(checkDatabaseUrl({ ...answered, version: '15.13 (Debian)' })).toMatchObject({
      state: 'broken',
      why: 'T.A.R.S. needs PostgreSQL 16 or newer.',
    })
    expect(checkDatabaseUrl({ ...answered, encoding: 'LATIN1' })).toMatchObject({
      state: 'broken',
      mend: expect.stringContaining('ENCODING UTF8'),
    })
  })

  it('wants tables made and written there, and names what forbids it', async () => {
    await using database = connectDatabase({ url: inject('clusterUrl'), applicationName: 'test' })
    const role = `reader_${process.pid}`
    const url = new URL(inject('clusterUrl'))
    Object.assign(url, { username: role, password: 'hidden' })
    await database.query(`CREATE ROLE ${role} LOGIN PASSWORD 'hidden'`)
    try {
      expect(await check(url.href)).toMatchObject({
        state: 'broken',
        found: expect.stringMatching(
          `^${role} may not make tables in the schema public of the database at 127`,
        ),
        mend: expect.stringContaining(`\`GRANT CREATE ON SCHEMA public TO ${role}\``),
      })
      await database.query(`ALTER ROLE ${role} SET search_path = nowhere`)
      expect((await check(url.href)).found).toContain('may not make tables in any schema')
      await database.query(`ALTER ROLE ${role} SET default_transaction_read_only = on`)
      expect(await check(url.href)).toMatchObject({
        state: 'broken',
        mend: expect.stringContaining(`\`ALTER ROLE ${role} SET default_transaction_read_only = off\``),
      })
    } finally {
      await database.query(`DROP ROLE ${role}`)
    }
    expect(checkDatabaseUrl(answered).state).toBe('ok')
    expect(checkDatabaseUrl({ ...answered, isStandby: true })).toMatchObject({
      state: 'broken',
      found: 'the database at db:5432/tars is a standby, which can only be read',
    })
  })
})
