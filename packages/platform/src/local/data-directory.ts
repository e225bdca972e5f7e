import { access, constants, mkdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { TarsError } from '@tars/contracts'
import { type DataLock, holdDataDirectory } from './data-lock.ts'
import { describeHold, readLockHolder } from './lock-holder.ts'
import { readPlatform } from './platform-file.ts'
import { describeUnusable } from './unusable-directory.ts'

/** A data directory that this process holds. */
export interface HeldDirectory extends AsyncDisposable {
  /** Absolute, links resolved. */
  readonly path: string
}

/** A data directory that this process holds, with the folders in it that are written to. */
export interface DataDirectory extends HeldDirectory {
  readonly logs: string
}

/**
 * Makes a data directory, if it is not there. A new one is closed to others; root's can be passed through, as the account
 * of its PostgreSQL must.
 *
 * @throws {TarsError} DATA_DIRECTORY_UNSUITABLE when it cannot be made or written.
 */
export async function makeDataDirectory(data: string): Promise<void> {
  try {
    await mkdir(data, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
    await access(data, constants.W_OK | constants.X_OK)
  } catch (error) {
    throw unsuitable(data, error)
  }
}

/**
 * Makes a data directory, if it is not there, and takes its lock.
 *
 * @throws {TarsError} DATA_DIRECTORY_UNSUITABLE when it cannot be written; DATA_DIRECTORY_HELD saying by whom, since when
 *   and at which address.
 */
export async function openDataDirectory(data: string): Promise<DataDirectory> {
  await makeDataDirectory(data)
  const held = await takeDataDirectory(data)
  const logs = join(held.path, 'logs')
  try {
    await mkdir(logs, { recursive: true, mode: 0o700 })
    await mkdir(join(held.path, 'traces'), { recursive: true, mode: 0o700 })
    return { ...held, logs }
  } catch (error) {
    await held[Symbol.asyncDispose]()
    throw unsuitable(data, error)
  }
}

/**
 * Takes the lock of a data directory that is there, and makes nothing in it.
 *
 * @throws {TarsError} as `openDataDirectory` does.
 */
export async function takeDataDirectory(data: string): Promise<HeldDirectory> {
  try {
    const path = await realpath(data)
    const lock: DataLock = await holdDataDirectory(path)
    return { path, [Symbol.asyncDispose]: () => lock[Symbol.asyncDispose]() }
  } catch (error) {
    if (error instanceof TarsError) throw await tellHolder(data, error)
    throw unsuitable(data, error)
  }
}

/** The same error, with since when the holder holds the directory, and the address of its platform once that is ready. */
async function tellHolder(data: string, error: TarsError): Promise<TarsError> {
  const [holder, platform] = await Promise.all([readLockHolder(data), readPlatform(data)])
  if (error.code !== 'DATA_DIRECTORY_HELD' || !holder) return error
  const doing = platform
    ? `which runs at ${platform.url} since ${platform.startedAt}`
    : `whose start is under way since ${holder.since}`
  return new TarsError(
    'DATA_DIRECTORY_HELD',
    describeHold(data, holder, doing),
    { data, pid: holder.pid, url: platform?.url, since: platform?.startedAt ?? holder.since },
    error,
  )
}

function unsuitable(data: string, error: unknown): TarsError {
  const message = describeUnusable(data, error as NodeJS.ErrnoException)
  return new TarsError('DATA_DIRECTORY_UNSUITABLE', message, { data }, error)
}
