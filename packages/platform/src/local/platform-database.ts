import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type SystemStatus, TarsError } from '@tars/contracts'
import { connectDatabase, type Database } from '@tars/database'
import { startEmbeddedPostgres } from './postgres/embedded-postgres.ts'
import { readFreeBytes } from './postgres/free-space.ts'

const answerMs = 2_000

/** The database of a platform, and what is known of it. */
export interface PlatformDatabase extends AsyncDisposable {
  readonly url: string
  /** For the supervisor's own few statements. */
  readonly database: Database
  /** One line for people: what it is and where. */
  readonly summary: string
  readStatus(): Promise<SystemStatus['database']>
}

/** Which database to use. */
export interface PlatformDatabaseOptions {
  readonly data: string
  readonly password: string
  /** A PostgreSQL to use instead of the embedded one. */
  readonly databaseUrl: string | undefined
  readonly log: (line: string) => void
}

/**
 * Starts the embedded PostgreSQL of a data directory, or connects to the one that was named.
 *
 * @throws {TarsError} as `startEmbeddedPostgres` does; DATABASE_UNAVAILABLE when the one that was named does not answer.
 */
export async function openPlatformDatabase(options: PlatformDatabaseOptions): Promise<PlatformDatabase> {
  return options.databaseUrl === undefined ? openEmbedded(options) : openExternal(options.databaseUrl)
}

async function openEmbedded({ data, password, log }: PlatformDatabaseOptions): Promise<PlatformDatabase> {
  const server = await startEmbeddedPostgres({ directory: join(data, 'postgres'), password, log })
  const database = connect(server.url)
  return {
    url: server.url,
    database,
    summary: `PostgreSQL ${server.version} in ${server.directory}`,
    readStatus: async () => ({
      kind: 'embedded',
      state: server.state() === 'ready' ? 'ready' : 'unready',
      version: server.version,
      directory: server.directory,
      pid: server.pid,
      port: server.port,
      freeBytes: await readFreeBytes(server.directory).catch(() => null),
    }),
    async [Symbol.asyncDispose]() {
      await database[Symbol.asyncDispose]()
      await server[Symbol.asyncDispose]()
    },
  }
}

async function openExternal(url: string): Promise<PlatformDatabase> {
  const database = connect(url)
  const { hostname, port } = new URL(url)
  const version = await readVersion(database).catch(async (error: unknown) => {
    await database[Symbol.asyncDispose]()
    throw describeRefusal(error, `${hostname}:${port || 5432}`)
  })
  return {
    url,
    database,
    summary: `PostgreSQL ${version} at ${hostname}:${port || 5432}`,
    async readStatus() {
      const answered = readVersion(database).then(
        () => true,
        () => false,
      )
      const ready = await Promise.race([answered, delay(answerMs, false, { ref: false })])
      const where = { directory: null, pid: null, port: Number(port || 5432), freeBytes: null }
      return { kind: 'external', state: ready ? 'ready' : 'unready', version, ...where }
    },
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  }
}

const connect = (url: string) => connectDatabase({ url, applicationName: 'supervisor', connectionsMax: 2 })

async function readVersion(database: Database): Promise<string> {
  const [row] = await database.query<{ serverVersion: string }>('SHOW server_version')
  return row!.serverVersion
}

/** Says which server, never with which password. */
function describeRefusal(error: unknown, address: string): TarsError {
  if (error instanceof TarsError) {
    return new TarsError(error.code, `The database at ${address} cannot be reached.`, { address }, error)
  }
  const reason = error instanceof Error ? error.message : String(error)
  return new TarsError(
    'DATABASE_UNSUITABLE',
    `The database at ${address} refuses: ${reason}.`,
    { address },
    error,
  )
}
