import { randomBytes } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { connectDatabase, type Database } from '@tars/database'
import { Client } from 'pg'
import { inject } from 'vitest'

/** How long a closed connection may take to vanish from the server's list. */
const settleMs = 2_000

/** A database of its own for a test: a copy of the migrated template. */
export interface TestDatabase extends AsyncDisposable {
  readonly url: string
  /** A handle with at most five connections, closed by `dispose`. */
  readonly database: Database
  /** Closes the handle and drops the database. @throws {Error} naming every connection that was left open. */
  dispose(): Promise<void>
}

/** Copies the template into a new database. Use it per file (`beforeAll`) or per test; dispose of it in the end. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`
  await administer((client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${inject('templateName')}`))
  const url = new URL(inject('clusterUrl'))
  url.pathname = `/${name}`
  const database = connectDatabase({ url: url.href, applicationName: 'test', connectionsMax: 5 })
  const dispose = async (): Promise<void> => {
    await database[Symbol.asyncDispose]()
    await dropDatabase(name)
  }
  return { url: url.href, database, dispose, [Symbol.asyncDispose]: dispose }
}

async function dropDatabase(name: string): Promise<void> {
  await administer(async (client) => {
    const left = await listConnections(client, name)
    await client.query(`DROP DATABASE ${name} WITH (FORCE)`)
    if (left.length > 0) throw new Error(`Connections were left open:\n${left.join('\n')}`)
  })
}

/** The connections that are still open when all closed ones have had time to vanish. */
async function listConnections(client: Client, name: string): Promise<string[]> {
  const deadline = performance.now() + settleMs
  for (;;) {
    const { rows } = await client.query<{ application_name: string; state: string; query: string }>(
      `SELECT application_name, state, query FROM pg_stat_activity WHERE datname = $1 AND backend_type = 'client backend'`,
      [name],
    )
    if (rows.length === 0 || performance.now() > deadline) {
      return rows.map((row) => `  ${row.application_name || '(unnamed)'}, ${row.state}: ${row.query}`)
    }
    await delay(20)
  }
}

async function administer<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: inject('clusterUrl') })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
