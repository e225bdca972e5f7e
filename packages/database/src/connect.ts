import { TarsError } from '@tars/contracts'
import pg from 'pg'
import { createListener, type Listener } from './listen.ts'
import { type Sql, toCamelCaseKeys } from './sql.ts'
import { translateError } from './translate-error.ts'

/** How to reach a database. */
export interface DatabaseOptions {
  url: string
  /** Shown by `pg_stat_activity`. */
  applicationName: string
  /** Most connections of the pool, besides one for notifications; default 5. */
  connectionsMax?: number
}

/** A database: a bounded pool of connections, transactions and notifications. */
export interface Database extends Sql {
  /**
   * Runs the work in one transaction: committed when it resolves, rolled back when it throws.
   *
   * @throws {Error} when the work drops the error of a statement, after which the server can only roll back.
   */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>
  /** Runs the work on one connection of its own, for advisory locks and statements that refuse transactions. */
  connection<T>(work: (sql: Sql) => Promise<T>): Promise<T>
  /** Calls back on every notification of a channel, and with an empty payload after a lost connection is back. */
  listen(channel: string, onNotify: (payload: string) => void): Promise<Listener>
  [Symbol.asyncDispose](): Promise<void>
}

const connectionTimeoutMs = 5_000
const statementTimeoutMs = 30_000
const idleInTransactionTimeoutMs = 30_000

/**
 * Opens a pool to a PostgreSQL database. Connections are made when they are first needed.
 *
 * Queries throw {TarsError} DATABASE_UNAVAILABLE when the server cannot be reached or is going away.
 */
export function connectDatabase(options: DatabaseOptions): Database {
  const settings = {
    connectionString: options.url,
    application_name: options.applicationName,
    connectionTimeoutMillis: connectionTimeoutMs,
    types: { getTypeParser },
  }
  const pool = new pg.Pool({
    ...settings,
    max: options.connectionsMax ?? 5,
    statement_timeout: statementTimeoutMs,
    idle_in_transaction_session_timeout: idleInTransactionTimeoutMs,
    idleTimeoutMillis: 30_000,
  })
  // An idle connection that breaks is dropped by the pool; whoever needs one next gets a fresh one or the error.
  pool.on('error', () => undefined)
  const listener = createListener(() => new pg.Client(settings))
  return {
    query: (text, values) => send(pool, text, values),
    transaction: (work) => withClient(pool, (client) => runTransaction(client, work)),
    connection: (work) => withClient(pool, (client) => work(sqlOf(client))),
    listen: listener.listen,
    async [Symbol.asyncDispose]() {
      await listener.close()
      await pool.end()
    },
  }
}

/** The part of a service's configuration that says which database it uses. */
export interface DatabaseConfiguration {
  TARS_DATABASE_URL: string
  /** Most connections of the pool. */
  TARS_DATABASE_CONNECTIONS: number
}

/** Opens the database of a service, as `connectDatabase` does, under the service's name. */
export function openDatabase(config: DatabaseConfiguration, service: string): Database {
  return connectDatabase({
    url: config.TARS_DATABASE_URL,
    applicationName: service,
    connectionsMax: config.TARS_DATABASE_CONNECTIONS,
  })
}

async function runTransaction<T>(client: pg.PoolClient, work: (sql: Sql) => Promise<T>): Promise<T> {
  await send(client, 'BEGIN')
  try {
    const result = await work(sqlOf(client))
    await commit(client)
    return result
  } catch (error) {
    // When the connection itself is gone the server has rolled back already; the first error is the one to tell.
    await client.query('ROLLBACK').catch(() => undefined)
    throw error
  }
}

async function commit(client: pg.PoolClient): Promise<void> {
  const { command } = await client.query('COMMIT').catch((error: unknown) => {
    throw translateError(error)
  })
  // The server answers ROLLBACK, without any error, when a statement has failed before.
  if (command !== 'COMMIT') throw new Error('A statement failed and its error was dropped: nothing was kept.')
}

async function withClient<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => {
    throw translateError(error)
  })
  let broken = false
  const onError = () => {
    broken = true
  }
  client.on('error', onError)
  try {
    return await work(client)
  } catch (error) {
    // The loss of a connection may be told by a query before the connection tells it itself.
    broken ||= error instanceof TarsError && error.code === 'DATABASE_UNAVAILABLE'
    throw error
  } finally {
    client.off('error', onError)
    client.release(broken)
  }
}

function sqlOf(client: pg.PoolClient): Sql {
  return { query: (text, values) => send(client, text, values) }
}

async function send<Row>(
  target: pg.Pool | pg.PoolClient,
  text: string,
  values?: readonly unknown[],
): Promise<Row[]> {
  try {
    const result = await target.query(text, values === undefined ? undefined : [...values])
    return (result.rows ?? []).map(toCamelCaseKeys) as Row[]
  } catch (error) {
    throw translateError(error)
  }
}

const int8 = 20
const timestamptz = 1184

function getTypeParser(oid: number, format?: 'text' | 'binary') {
  if (oid === int8) return Number
  if (oid === timestamptz) return (text: string) => new Date(text).toISOString()
  return pg.types.getTypeParser(oid, format as 'text')
}
