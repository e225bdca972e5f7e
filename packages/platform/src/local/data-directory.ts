import { access, constants, mkdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { TarsError } from '@tars/contracts'
import { type DataLock, holdDataDirectory, readLockHolder } from './data-lock.ts'
import { readPlatform } from './platform-file.ts'
import { describeUnusable } from './unusable-directory.ts'

/** A data directory that this process holds. */
export interface DataDirectory extends AsyncDisposable {
  /** Absolute, links resolved. */
  readonly path: string
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
  try {
    const path = await realpath(data)
    const logs = join(path, 'logs')
    const lock: DataLock = await holdDataDirectory(path)
    await mkdir(logs, { recursive: true, mode: 0o700 })
    await mkdir(join(path, 'traces'), { recursive: true, mode: 0o700 })
    return { path, logs, [Symbol.asyncDispose]: () => lock[Symbol.asyncDispose]() }
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
    `${data} is held by the T.A.R.S. with pid ${holder.pid}, ${doing}.`,
    { data, pid: holder.pid, url: platform?.url, since: platform?.startedAt ?? holder.since },
    error,
  )
}

function unsuitable(data: string, error: unknown): TarsError {
  const message = describeUnusable(data, error as NodeJS.ErrnoException)
  return new TarsError('DATA_DIRECTORY_UNSUITABLE', message, { data }, error)
}
