import type { AddressInfo } from 'node:net'
import { socketsPerLoginMax } from '@tars/contracts'
import { openDatabase } from '@tars/database'
import { createFeed } from '@tars/events'
import { createHealth, startTelemetry, type Telemetry } from '@tars/telemetry'
import { createAuthenticator, type Identity } from './authenticate.ts'
import { createComparer } from './comparison/comparer.ts'
import type { Config } from './config.ts'
import { createCursors } from './cursor.ts'
import { createHttp } from './http.ts'
import { serveLive } from './live.ts'
import { createOperations } from './operations.ts'
import { createQuota } from './quota.ts'
import { createReplayer } from './replay/replayer.ts'
import { startServing } from './serving.ts'
import { createThrottle } from './throttle.ts'
import { createTickets } from './ticket.ts'
import { createTokenBucket } from './token-bucket.ts'

/** A running service. */
export interface Service extends AsyncDisposable {
  /** Port that it listens on. */
  port: number
}

const ticketsMax = 100_000
const now = () => performance.now()

/**
 * Starts the dashboard's API. Disposing it sends live clients away, finishes the requests at hand and closes the database.
 *
 * @throws {TarsError} DATABASE_UNAVAILABLE when the database cannot be reached.
 */
export async function startService(config: Config): Promise<Service> {
  await using started = new AsyncDisposableStack()
  const telemetry = started.use(startTelemetry(config, 'dashboard-api'))
  const database = started.use(openDatabase(config, 'dashboard-api'))
  const onError = logSparingly(telemetry)
  const feed = started.adopt(await createFeed(database, { onError }), (opened) => opened.close())
  const authenticator = createAuthenticator({ sql: database, pepper: config.TARS_KEY_PEPPER })
  const tickets = createTickets<Identity>(ticketsMax, now)
  const comparer = started.adopt(createComparer(), (opened) => opened.close())
  const replayer = started.adopt(createReplayer(), (opened) => opened.close())
  const serving = started.adopt(await startServing({ sql: database, feed }), (opened) => opened.close())
  const operations = createOperations({
    database,
    serving,
    comparer,
    replayer,
    authenticator,
    tickets,
    ...createOptions(config, telemetry),
  })
  const publicUrl = config.TARS_PUBLIC_URL
  const health = createHealth({
    checks: { database: () => database.query('SELECT 1') },
    metrics: telemetry.metrics,
  })
  const http = await createHttp({
    operations,
    authenticator,
    publicUrl,
    telemetry,
    health,
    version: config.TARS_VERSION,
  })
  started.defer(() => http.close())
  const { metrics } = telemetry
  const places = createQuota(socketsPerLoginMax)
  const live = serveLive(http.server, {
    feed,
    authenticator,
    tickets,
    places,
    metrics,
    onError,
    now,
    publicUrl,
  })
  started.defer(() => live.drain())
  await http.listen({ host: config.TARS_HOST, port: config.TARS_PORT })
  const { port } = http.server.address() as AddressInfo
  telemetry.log.info({ port }, 'Listening.')
  const service = started.move()
  return { port, [Symbol.asyncDispose]: () => service.disposeAsync() }
}

/** Logs trouble of the live channel, once a second at most: ten thousand sockets may have the same at the same time. */
function logSparingly({ log }: Telemetry): (error: unknown) => void {
  const lines = createTokenBucket(1, now)
  return (error) => {
    if (lines.take()) log.error({ error }, 'The live channel has trouble.')
  }
}

/** What operations need beside the stores. */
function createOptions(config: Config, { tracing, metrics }: Telemetry) {
  return {
    metrics,
    cursors: createCursors(config.TARS_CURSOR_SECRET),
    publicUrl: config.TARS_PUBLIC_URL,
    control: { url: config.TARS_CONTROL_URL, token: config.TARS_CONTROL_TOKEN },
    origin: () => ({ region: config.TARS_REGION, traceparent: tracing.current() }),
    addressThrottle: createThrottle({ attemptsMax: 60, windowMs: 60_000, keysMax: 10_000, now }),
    accountThrottle: createThrottle({ attemptsMax: 10, windowMs: 60_000, keysMax: 10_000, now }),
  }
}
