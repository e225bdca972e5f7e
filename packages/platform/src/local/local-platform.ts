import { join } from 'node:path'
import { type SystemStatus, serviceNames } from '@tars/contracts'
import { migrate } from '@tars/database'
import { startControlServer } from './control-server.ts'
import { openDataDirectory } from './data-directory.ts'
import { checkClock, readClockFacts } from './doctor/check-clock.ts'
import { buildFrontend } from './frontend-build.ts'
import { type Gateway, startGateway } from './gateway/gateway.ts'
import { readLogs } from './logs/read-logs.ts'
import { ensureOperatorKey } from './operator-key.ts'
import { openPlatformDatabase, type PlatformDatabase } from './platform-database.ts'
import { removePlatformFile, writePlatformFile } from './platform-file.ts'
import { createPlatformServices, type PlatformServices, serviceOf } from './platform-services.ts'
import { createStatusReader } from './platform-status.ts'
import { requireSettings } from './refused-settings.ts'
import { openSecrets, type Secrets } from './secrets.ts'
import { inheritEnvironment } from './service-environment.ts'
import { createRunStep, type RunStep, type StartStep } from './start-steps.ts'
import { levelOfServerLine, type PlainLevel, toJsonLine } from './supervisor/log-line.ts'
import { openRotatingLog } from './supervisor/rotating-log.ts'

const host = '127.0.0.1'

/** How to start the platform on this machine. */
export interface LocalPlatformOptions {
  /** The data directory; made when it is not there. */
  readonly data: string
  /** Port of the gateway. */
  readonly port: number
  /** Whether the next free port may be taken when `port` is not. */
  readonly portIsDefault: boolean
  /** A PostgreSQL 16 or newer to use instead of the embedded one. */
  readonly databaseUrl?: string | undefined
  readonly version: string
  /** The project's root. */
  readonly root: string
  /** Environment of the caller; settings in it (`TARS_LOG_LEVEL`, `OTEL_*` …) go on to the services. */
  readonly environment?: Readonly<Record<string, string | undefined>>
  readonly onProgress: (step: StartStep) => void
  /** Calls the start off: what has begun is stopped again. */
  readonly signal?: AbortSignal
}

/** The platform that runs in this process. */
export interface LocalPlatform {
  /** Origin of the gateway, such as `http://127.0.0.1:3000`. */
  readonly url: string
  status(): Promise<SystemStatus>
  /** Stops everything in order: requests under way finish, services drain, PostgreSQL is last. */
  stop(): Promise<void>
  /** Resolves when everything has stopped, whoever asked for it. */
  readonly closed: Promise<void>
}

/**
 * Starts the platform: holds the data directory, opens the gateway (503 until a service is there), starts PostgreSQL,
 * migrates, builds the dashboard beside the start of the services, and returns when all are ready.
 *
 * @throws {TarsError} CONFIG_INVALID, DATA_DIRECTORY_HELD, DATA_DIRECTORY_UNSUITABLE, PORT_TAKEN, LOOPBACK_MISSING,
 *   POSTGRES_FAILED, DATABASE_UNSUITABLE, DATABASE_UNAVAILABLE, MIGRATION_FAILED or SERVICE_FAILED; whatever had been started is stopped by then.
 */
export async function startLocalPlatform(options: LocalPlatformOptions): Promise<LocalPlatform> {
  await requireSettings(options.root, options.environment ?? {}, options.databaseUrl)
  const step = createRunStep(options.onProgress, options.signal)
  await using stack = new AsyncDisposableStack()
  const held = await step(
    'data directory',
    () => openDataDirectory(options.data),
    ({ path }) => path,
  )
  stack.use(held)
  await warnOfClock(options, held.path)
  const { url, gateway, readStatus, stopAsked } = await startParts({
    ...options,
    data: held.path,
    logs: held.logs,
    step,
    stack,
    tell: await openTell(stack, held.logs, 'supervisor'),
  })
  const resources = stack.move()
  let stopped: Promise<void> | undefined
  const closed = Promise.withResolvers<void>()
  const stop = () => {
    stopped ??= gateway.drain().then(() => resources.disposeAsync())
    closed.resolve(stopped)
    return stopped
  }
  void stopAsked.then(stop)
  return { url, status: readStatus, stop, closed: closed.promise }
}

/** A wrong clock stops nothing here, but certificates, sessions and leases go by it. */
async function warnOfClock({ root, onProgress }: LocalPlatformOptions, data: string): Promise<void> {
  const { state, found } = checkClock(await readClockFacts(root, data, Date.now()))
  if (state !== 'ok') onProgress({ name: 'clock', state: 'failed', detail: `${found}; see ./tars doctor` })
}

interface Start extends LocalPlatformOptions {
  readonly logs: string
  readonly step: RunStep
  readonly stack: AsyncDisposableStack
  /** Writes a line into the supervisor's log. */
  readonly tell: (message: string) => void
}

interface Parts {
  readonly url: string
  readonly gateway: Gateway
  readonly readStatus: () => Promise<SystemStatus>
  /** Resolves when the control is asked to stop the platform. */
  readonly stopAsked: Promise<void>
}

async function startParts(start: Start): Promise<Parts> {
  const { stack, data, version } = start
  const startedAt = new Date().toISOString()
  const secrets = await openSecrets(data)
  let services: PlatformServices | undefined
  const gateway = await openPort(start, (path) => services?.chooseDestination(path))
  const url = `http://${host}:${gateway.port}`
  const database = await startDatabase(start, secrets)
  const stopAsked = Promise.withResolvers<void>()
  let readStatus: () => Promise<SystemStatus>
  const control = stack.use(
    await startControlServer({
      readStatus: () => readStatus(),
      readLogs: (wanted) => readLogs(start.logs, wanted),
      stop: stopAsked.resolve,
    }),
  )
  const compileCache = join(start.root, 'node_modules/.cache/tars/compile')
  const shared = { data, compileCache, version, controlUrl: control.url, controlToken: control.token }
  const { environment = {} } = start
  services = stack.use(
    createPlatformServices(
      { root: start.root, logs: start.logs, onEvent: start.tell },
      { ...shared, databaseUrl: database.url, secrets, publicUrl: url, environment },
    ),
  )
  const facts = { version, url, data, pid: process.pid, startedAt }
  readStatus = createStatusReader({ facts, database, services })
  await startServices(start, services)
  stack.defer(() => removePlatformFile(data))
  const { controlUrl, controlToken } = shared
  await writePlatformFile(data, { pid: process.pid, url, controlUrl, controlToken, version, startedAt })
  return { url, gateway, readStatus, stopAsked: stopAsked.promise }
}

async function openPort(
  { step, stack, port, portIsDefault }: Start,
  find: (path: string) => ReturnType<PlatformServices['chooseDestination']> | undefined,
): Promise<Gateway> {
  const chooseDestination = (path: string) => find(path) ?? { name: serviceOf(path), upstream: undefined }
  const gateway = await step(
    'port',
    () => startGateway({ host, port, portIsDefault, chooseDestination }),
    (opened) => (opened.port === port ? String(port) : `${opened.port}, because ${port} is taken`),
  )
  return stack.use(gateway)
}

async function startDatabase(start: Start, secrets: Secrets): Promise<PlatformDatabase> {
  const { step, stack, data, databaseUrl } = start
  const log = await openTell(stack, start.logs, 'postgres', levelOfServerLine)
  const password = secrets.databasePassword
  const platformDatabase = await step(
    'database',
    () => openPlatformDatabase({ data, password, databaseUrl, log }),
    ({ summary }) => summary,
  )
  stack.use(platformDatabase)
  const { database } = platformDatabase
  const applied = ({ applied: names }: { applied: string[] }) =>
    names.length === 0 ? 'up to date' : `${names.length} applied`
  await step('migrations', () => migrate(database), applied)
  await ensureOperatorKey(database, data, secrets.keyPepper)
  return platformDatabase
}

/** Starts the four services that need no pages beside the build of the pages, and then the one that serves them. */
async function startServices(
  { step, root, environment = {}, signal }: Start,
  services: PlatformServices,
): Promise<void> {
  const ending = new AbortController()
  const calledOff = () => void services[Symbol.asyncDispose]()
  signal?.addEventListener('abort', calledOff, { once: true })
  const building = step(
    'dashboard',
    () => buildFrontend({ root, environment: inheritEnvironment(environment), signal: ending.signal }),
    ({ cached }) => (cached ? 'built before' : 'built'),
  )
  const others = serviceNames.filter((name) => name !== 'dashboard-frontend')
  const pages = building.then(({ directory }) => services.start(['dashboard-frontend'], directory))
  // A start that was called off begins no step, so nobody asks for the pages.
  pages.catch(() => undefined)
  try {
    await step(
      'services',
      () => Promise.all([services.start(others), pages]),
      () => `${serviceNames.length} ready`,
    )
  } catch (error) {
    ending.abort()
    await building.catch(() => undefined)
    signal?.throwIfAborted()
    throw error
  } finally {
    signal?.removeEventListener('abort', calledOff)
  }
}

/** A bounded log in the data directory, and the function that writes a message into it. */
async function openTell(
  stack: AsyncDisposableStack,
  logs: string,
  name: string,
  levelOf: (message: string) => PlainLevel = () => 'info',
): Promise<(message: string) => void> {
  const log = stack.use(await openRotatingLog(join(logs, `${name}.jsonl`)))
  return (message) => log.write(toJsonLine(message, name, levelOf(message), () => new Date()))
}
