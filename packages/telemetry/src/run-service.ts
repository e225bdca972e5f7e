import { TarsError } from '@tars/contracts'
import { createLog, type Log } from './log.ts'
import { redactText } from './redact.ts'

/** The longest that a service may take to finish its work once it is asked to stop. */
export const drainMs = 30_000

/** The exit code of a service whose configuration cannot be used. @source sysexits.h, EX_CONFIG */
export const configurationExitCode = 78

/** A service: its name, how its configuration is read, and how it starts. */
export interface ServiceDefinition<Config> {
  name: string
  readConfig: () => Config
  start: (config: Config) => Promise<AsyncDisposable>
}

/** The part of `process` that a service's lifetime depends on. */
export type ServiceHost = Pick<NodeJS.Process, 'on' | 'exit' | 'connected' | 'send'> & {
  stderr: { write(text: string): unknown }
}

/** What `runService` needs beyond the definition; all of it has defaults. */
export interface ServiceUses {
  host?: ServiceHost
  log?: Log
  drainMs?: number
}

/**
 * Runs a service for the whole life of its process. SIGTERM or SIGINT, or the end of a parent that spawned it
 * with an IPC channel, disposes the service once, within 30 s, and exits with 0; the same signal again exits
 * at once. A start that fails is told on standard error: exit code 78 when the configuration cannot be used,
 * else 1. An error that nobody caught is logged as fatal and exits with 1. While the parent lives, SIGINT is
 * left to it: a terminal sends it to both.
 */
export async function runService<Config>(
  definition: ServiceDefinition<Config>,
  uses: ServiceUses = {},
): Promise<void> {
  const { host = process } = uses
  const log = uses.log ?? createLog({ service: definition.name, level: 'info' })
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    host.on(event, (error: unknown) => {
      log.fatal({ error }, 'Ended by an error that nobody caught.')
      host.exit(1)
    })
  }
  const stop = onStopAsked(host, log, uses.drainMs ?? drainMs)
  try {
    const service = await definition.start(definition.readConfig())
    void stop.then(() => leave(service, host, log))
  } catch (error) {
    host.stderr.write(`${definition.name} could not start: ${describe(error)}\n`)
    host.exit(isConfigurationError(error) ? configurationExitCode : 1)
  }
}

/** Resolves when the process is first asked to stop, and bounds what follows. */
function onStopAsked(host: ServiceHost, log: Log, withinMs: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const asked = new Set<string>()
  const ask = (reason: string) => {
    if (asked.has(reason)) host.exit(1)
    if (asked.size === 0) {
      log.info({ reason }, 'Stopping.')
      setTimeout(() => {
        log.error({ withinMs }, 'Could not finish in time.')
        host.exit(1)
      }, withinMs).unref()
    }
    asked.add(reason)
    resolve()
  }
  host.on('SIGTERM', () => ask('SIGTERM'))
  host.on('SIGINT', () => {
    if (host.connected !== true) ask('SIGINT')
  })
  if (host.send !== undefined) {
    host.on('disconnect', () => ask('parent gone'))
    // The parent may have died while this process was still loading its modules.
    if (!host.connected) ask('parent gone')
  }
  return promise
}

async function leave(service: AsyncDisposable, host: ServiceHost, log: Log): Promise<void> {
  try {
    await service[Symbol.asyncDispose]()
    host.exit(0)
  } catch (error) {
    log.error({ error }, 'Could not stop cleanly.')
    host.exit(1)
  }
}

function isConfigurationError(error: unknown): boolean {
  return error instanceof TarsError && error.code === 'CONFIG_INVALID'
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return redactText(String(error))
  if (!(error instanceof TarsError)) return redactText(error.stack ?? error.message)
  const cause = error.cause instanceof Error ? `\nbecause: ${error.cause.message}` : ''
  return redactText(`${error.message}${cause}\n${error.advice}`)
}
