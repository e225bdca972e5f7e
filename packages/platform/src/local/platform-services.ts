import { join } from 'node:path'
import { type ServiceName, type ServiceStatus, serviceNames, TarsError } from '@tars/contracts'
import type { Destination } from './gateway/gateway.ts'
import { type PlatformFacts, serviceEnvironment } from './service-environment.ts'
import { toJsonLine } from './supervisor/log-line.ts'
import { openRotatingLog } from './supervisor/rotating-log.ts'
import { readServiceStatus } from './supervisor/service-status.ts'
import { type SupervisedService, superviseService } from './supervisor/supervised-service.ts'

const readyMs = 60_000

/** The services of a platform. */
export interface PlatformServices extends AsyncDisposable {
  /** Starts these services side by side, in their order, and waits until all are ready. @throws {TarsError} SERVICE_FAILED */
  start(names: readonly ServiceName[], assetsDirectory?: string): Promise<void>
  /** Where a path of the gateway belongs. */
  chooseDestination(path: string): Destination
  /** All five, in their order; one that was not started yet is `stopped`. */
  readStatus(): Promise<ServiceStatus[]>
}

/** What the services need. */
export interface PlatformServicesOptions {
  /** The project's root. */
  readonly root: string
  /** Folder of their logs. */
  readonly logs: string
  readonly onEvent: (message: string) => void
}

/** Supervises the five services; disposing stops them one by one, the last one first, and whoever asks waits for all. */
export function createPlatformServices(
  options: PlatformServicesOptions,
  facts: PlatformFacts,
): PlatformServices {
  const running = new Map<ServiceName, SupervisedService>()
  const resources = new AsyncDisposableStack()
  let stopped: Promise<void> | undefined

  async function startOne(name: ServiceName, assetsDirectory: string | undefined): Promise<void> {
    const log = await openRotatingLog(join(options.logs, `${name}.jsonl`))
    if (resources.disposed) {
      await log[Symbol.asyncDispose]()
      throw new TarsError(
        'SERVICE_FAILED',
        `The service ${name} was not started: the platform is being stopped.`,
      )
    }
    resources.use(log)
    const directory = join(options.root, 'services', name)
    const service = superviseService(
      {
        name,
        command: (port) => ({
          main: join(directory, 'src', 'main.ts'),
          workingDirectory: directory,
          environment: serviceEnvironment(name, port, facts, assetsDirectory),
        }),
      },
      {
        onLine: (line, stream) =>
          log.write(toJsonLine(line, name, stream === 'stderr' ? 'error' : 'info', () => new Date())),
        onEvent: options.onEvent,
      },
    )
    resources.defer(() => service.stop())
    running.set(name, service)
  }

  return {
    async start(names, assetsDirectory) {
      for (const name of names) await startOne(name, assetsDirectory)
      await Promise.all(names.map((name) => running.get(name)!.firstReady(readyMs)))
    },
    chooseDestination(path) {
      const name = serviceOf(path)
      const { state, port } = running.get(name)?.status() ?? { state: 'stopped', port: null }
      const reachable = port !== null && (state === 'ready' || state === 'unready')
      return { name, upstream: reachable ? { name, host: '127.0.0.1', port } : undefined }
    },
    readStatus: () =>
      Promise.all(serviceNames.map((name) => statusOf(running.get(name), name, facts.version))),
    [Symbol.asyncDispose]() {
      // A stack that is being disposed of tells a second caller that it is done.
      stopped ??= resources.disposeAsync()
      return stopped
    },
  }
}

/** The service that a path of the gateway belongs to: `/api` and `/live` are the API's, the rest are pages. */
export function serviceOf(path: string): ServiceName {
  const isApi = path === '/api' || path.startsWith('/api/') || path === '/live' || path.startsWith('/live/')
  return isApi ? 'dashboard-api' : 'dashboard-frontend'
}

async function statusOf(
  service: SupervisedService | undefined,
  name: ServiceName,
  version: string,
): Promise<ServiceStatus> {
  if (service) return readServiceStatus(service, version)
  return {
    name,
    state: 'stopped',
    pid: null,
    version,
    port: null,
    restarts: 0,
    memoryBytes: null,
    startedAt: null,
  }
}
