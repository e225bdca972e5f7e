import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type Client, createClient, TarsError } from '@tars/contracts'
import type { PlatformFile } from '@tars/platform'
import type { CommandUses } from './command-uses.ts'
import { formatClock } from './terminal/time.ts'
import { usageError } from './usage-error.ts'

/** What a connection needs of the process that it is opened in. */
export type ConnectionUses = Omit<CommandUses, 'exitWith'>

/** A platform that can be called. */
export interface Connection {
  readonly client: Client
  /** Origin, without a trailing slash. */
  readonly url: string
}

const requestMsMax = 30_000

/** The data directory that a command means: `--data` against the caller's directory, else `.tars` in the project's root. */
export function dataDirectoryOf(uses: ConnectionUses, data: string | undefined): string {
  return data === undefined ? join(uses.root, '.tars') : resolve(uses.cwd, data)
}

/**
 * The data directory of a command that reads files, which lie on the platform's own machine.
 *
 * @throws {TarsError} USAGE when the caller means a platform elsewhere.
 */
export function localDirectoryOf(uses: ConnectionUses, data: string | undefined): string {
  if (data !== undefined || uses.remote.url === undefined) return dataDirectoryOf(uses, data)
  throw usageError(
    `This reads files of the platform's own machine, but TARS_URL (${uses.remote.url}) says that it is elsewhere. Run it there, or name a directory with --data.`,
  )
}

/**
 * A connection to the platform that a command means: `--data` when given, else `TARS_URL` with `TARS_API_KEY`, else
 * the default data directory. A call is given up after `timeoutMs`.
 *
 * @throws {TarsError} PLATFORM_UNREACHABLE when no platform runs there, USAGE when `TARS_URL` is not an address.
 */
export async function connect(
  uses: ConnectionUses,
  data: string | undefined,
  timeoutMs = requestMsMax,
): Promise<Connection> {
  if (data === undefined && uses.remote.url !== undefined)
    return connectTo(uses, uses.remote.url, uses.remote.key, timeoutMs)
  const directory = dataDirectoryOf(uses, data)
  const platform = await findPlatform(uses, directory)
  return connectTo(uses, platform.url, await readKey(directory), timeoutMs)
}

/**
 * The platform that runs in a data directory.
 *
 * @throws {TarsError} PLATFORM_UNREACHABLE when none does, saying so when its start or its stop is under way.
 */
export async function findPlatform(uses: ConnectionUses, directory: string): Promise<PlatformFile> {
  const { readPlatform, readLockHolder } = await uses.loadPlatform()
  const platform = await readPlatform(directory)
  if (platform !== undefined) return platform
  const holder = await readLockHolder(directory)
  const message =
    holder === undefined
      ? `No platform runs in ${directory}.`
      : `The platform in ${directory} is not ready: its start or its stop is under way (process ${holder.pid}, since ${formatClock(holder.since, uses.now())}). Try again in a moment.`
  throw new TarsError('PLATFORM_UNREACHABLE', message, { data: directory })
}

/** A connection to an address with an API key; a call is given up after `timeoutMs`. */
export function connectTo(
  uses: ConnectionUses,
  address: string,
  key: string | undefined,
  timeoutMs = requestMsMax,
): Connection {
  if (!URL.canParse(address)) throw usageError(`TARS_URL is not an address: ${address}`)
  const url = new URL(address).origin
  const boundedFetch: typeof fetch = (input, init) =>
    uses.fetch(input, {
      ...init,
      signal: AbortSignal.any([uses.interrupted, AbortSignal.timeout(timeoutMs)]),
    })
  return { client: createClient({ fetch: boundedFetch, url, key }), url }
}

/**
 * The operator's key of a data directory.
 *
 * @throws {TarsError} DATA_DIRECTORY_UNSUITABLE when it cannot be read.
 */
export async function readKey(directory: string): Promise<string> {
  try {
    return (await readFile(join(directory, 'key'), 'utf8')).trim()
  } catch (cause) {
    throw new TarsError(
      'DATA_DIRECTORY_UNSUITABLE',
      `The operator's key in ${directory} cannot be read: only the user who started the platform can.`,
      { data: directory },
      cause,
    )
  }
}
