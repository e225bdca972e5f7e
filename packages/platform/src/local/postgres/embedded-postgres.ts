import { setTimeout as delay } from 'node:timers/promises'
import { TarsError } from '@tars/contracts'
import { Client } from 'pg'
import { restartBackoff, restartDelayMs, steadyMs } from '../backoff.ts'
import { findFreePort } from '../free-port.ts'
import { findPostgresBinaries, makeRunnable } from './binaries.ts'
import { placeCluster } from './cluster-place.ts'
import { requireFreeSpace, startBytesMin } from './free-space.ts'
import { initialiseCluster } from './initialise-cluster.ts'
import { stopLeftoverServer } from './leftover-server.ts'
import { chooseServerAccount } from './server-account.ts'
import { type ServerProcess, type ServerStart, startServerProcess } from './server-process.ts'

const portAttemptsMax = 5

/** What the embedded server needs to know. */
export interface EmbeddedPostgresOptions {
  /** Folder of the cluster. The caller must hold it: nobody else may start a server there. */
  readonly directory: string
  /** Password of the superuser `tars`, fixed when the cluster is made. */
  readonly password: string
  /** Receives every line that the server logs, and the supervisor's own about it. */
  readonly log: (line: string) => void
  /** Further server settings, such as `{ fsync: 'off' }` for a test. */
  readonly settings?: Readonly<Record<string, string>>
  /** Where root keeps what another account must reach; default `/var/lib/tars`. */
  readonly systemDirectory?: string
}

/** An embedded PostgreSQL, kept running until it is disposed of. */
export interface EmbeddedPostgres extends AsyncDisposable {
  /** Address of the database `tars`, password included. It stays the same across restarts. */
  readonly url: string
  readonly port: number
  /** The server's version, such as `18.4`. */
  readonly version: string
  /** Where the cluster really is. */
  readonly directory: string
  /** The server process; null while it is being restarted. */
  readonly pid: number | null
  /** How often it was restarted. */
  readonly restarts: number
  state(): 'ready' | 'restarting' | 'stopped'
}

/**
 * Starts the PostgreSQL that npm installed: makes the cluster on first use, stops a server that a killed supervisor left
 * behind, listens on a free loopback port, recovers from crashes, and restarts the server whenever it dies.
 *
 * @throws {TarsError} DATA_DIRECTORY_UNSUITABLE when the cluster cannot live there; POSTGRES_FAILED when the server does not start.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { directory, password, log, settings, systemDirectory = '/var/lib/tars' } = options
  const found = await findPostgresBinaries()
  const chosen = await chooseServerAccount()
  if (process.getuid?.() === 0 && !chosen) throw withoutAccount()
  const place = await placeCluster({ directory, account: chosen, systemDirectory, major: found.major })
  const binaries = await makeRunnable(found, place.account, systemDirectory)
  if (place.setAside) log(`the remains of a cluster that cannot be used are kept in ${place.setAside}`)
  if (!place.initialised) await initialiseCluster(place, binaries, password, settings)
  else await requireFreeSpace(place.directory, startBytesMin, 'its database')
  const leftover = await stopLeftoverServer(place.directory)
  if (leftover !== undefined)
    log(`stopped the server with pid ${leftover}, left behind by a killed supervisor`)
  const { account } = place
  const start = { postgres: binaries.postgres, directory: place.directory, account, password, log, settings }
  const first = await startOnFreePort(start)
  try {
    const version = await prepareDatabase(first.port, password)
    return keepRunning(first.server, { ...start, port: first.port }, version)
  } catch (error) {
    await first.server.stop()
    throw error
  }
}

function withoutAccount(): TarsError {
  return new TarsError(
    'POSTGRES_FAILED',
    'PostgreSQL refuses to run as root, and there is neither an account "postgres" nor "nobody" to lend to it. Make one ' +
      '(useradd --system --user-group postgres), or start T.A.R.S. as a plain user.',
  )
}

async function startOnFreePort(start: Omit<ServerStart, 'port'>) {
  for (let attempt = 1; ; attempt++) {
    const port = await findFreePort()
    try {
      return { port, server: await startServerProcess({ ...start, port }) }
    } catch (error) {
      const taken = error instanceof TarsError && error.message.includes('Address already in use')
      if (!taken || attempt === portAttemptsMax) throw error
    }
  }
}

async function prepareDatabase(port: number, password: string): Promise<string> {
  const client = new Client({ host: '127.0.0.1', port, user: 'tars', password, database: 'postgres' })
  client.on('error', () => undefined)
  await client.connect()
  try {
    const { rowCount } = await client.query(`SELECT FROM pg_database WHERE datname = 'tars'`)
    if (rowCount === 0) await client.query('CREATE DATABASE tars')
    const { rows } = await client.query<{ server_version: string }>('SHOW server_version')
    return rows[0]!.server_version
  } finally {
    await client.end()
  }
}

function keepRunning(first: ServerProcess, start: ServerStart, version: string): EmbeddedPostgres {
  const stopping = new AbortController()
  let server: ServerProcess | undefined = first
  let restarts = 0

  async function watch(): Promise<void> {
    let shortLives = 0
    while (server) {
      const since = performance.now()
      await server.ended
      server = undefined
      shortLives = performance.now() - since < steadyMs ? shortLives + 1 : 0
      if (stopping.signal.aborted) return
      start.log('the server ended unexpectedly and is started again')
      server = await restartServer(start, shortLives, stopping.signal)
      if (server) restarts += 1
    }
  }
  const watched = watch()

  return {
    url: `postgresql://tars:${encodeURIComponent(start.password)}@127.0.0.1:${start.port}/tars`,
    port: start.port,
    version,
    directory: start.directory,
    get pid() {
      return server?.pid ?? null
    },
    get restarts() {
      return restarts
    },
    state: () => (stopping.signal.aborted ? 'stopped' : server ? 'ready' : 'restarting'),
    async [Symbol.asyncDispose]() {
      stopping.abort()
      await server?.stop()
      await watched
    },
  }
}

/**
 * Tries until the server is up again, the first time at once unless it keeps dying; undefined when it was told to stop
 * meanwhile. The port stays: the address is in the environment of every service.
 */
async function restartServer(
  start: ServerStart,
  shortLives: number,
  signal: AbortSignal,
): Promise<ServerProcess | undefined> {
  for (let failures = Math.max(1, shortLives); ; failures++) {
    const waitMs = restartDelayMs(failures, restartBackoff, Math.random)
    await delay(waitMs, undefined, { signal }).catch(() => undefined)
    if (signal.aborted) return undefined
    try {
      const server = await startServerProcess(start)
      if (!signal.aborted) return server
      await server.stop()
      return undefined
    } catch (error) {
      start.log(error instanceof Error ? error.message : String(error))
    }
  }
}
