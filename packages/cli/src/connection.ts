import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type Client, createClient, TarsError } from '@tars/contracts'
import type { CommandUses } from './command-uses.ts'
import { usageError } from './usage-error.ts'

/** A platform that can be called. */
export interface Connection {
  readonly client: Client
  /** Origin, without a trailing slash. */
  readonly url: string
}

const requestMsMax = 30_000

/** The data directory that a command means: `--data` against the caller's directory, else `.tars` in the project's root. */
export function dataDirectoryOf(uses: CommandUses, data: string | undefined): string {
  return data === undefined ? join(uses.root, '.tars') : resolve(uses.cwd, data)
}

/**
 * A connection to the platform that a command means: `--data` when given, else `TARS_URL` with `TARS_API_KEY`, else
 * the default data directory.
 *
 * @throws {TarsError} PLATFORM_UNREACHABLE when no platform runs there, USAGE when `TARS_URL` is not an address.
 */
export async function connect(uses: CommandUses, data: string | undefined): Promise<Connection> {
  if (data === undefined && uses.remote.url !== undefined)
    return connectTo(uses, uses.remote.url, uses.remote.key)
  const directory = dataDirectoryOf(uses, data)
  const { readPlatform } = await uses.loadPlatform()
  const platform = await readPlatform(directory)
  if (platform === undefined) {
    throw new TarsError('PLATFORM_UNREACHABLE', `No platform runs in ${directory}.`, { data: directory })
  }
  return connectTo(uses, platform.url, await readKey(directory))
}

/** A connection to an address with an API key. */
export function connectTo(uses: CommandUses, address: string, key: string | undefined): Connection {
  if (!URL.canParse(address)) throw usageError(`TARS_URL is not an address: ${address}`)
  const url = new URL(address).origin
  const boundedFetch: typeof fetch = (input, init) =>
    uses.fetch(input, {
      ...init,
      signal: AbortSignal.any([uses.interrupted, AbortSignal.timeout(requestMsMax)]),
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
