import { mkdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { TarsError } from '@tars/contracts'
import { type DataLock, holdDataDirectory } from './data-lock.ts'

/** A data directory that this process holds. */
export interface DataDirectory extends AsyncDisposable {
  /** Absolute, links resolved. */
  readonly path: string
  readonly logs: string
}

/**
 * Makes a data directory, if it is not there, and takes its lock. A new one is closed to others; root's can be passed
 * through, as the account of its PostgreSQL must.
 *
 * @throws {TarsError} DATA_DIRECTORY_UNSUITABLE when it cannot be written; DATA_DIRECTORY_HELD.
 */
export async function openDataDirectory(data: string): Promise<DataDirectory> {
  try {
    await mkdir(data, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
    const path = await realpath(data)
    const logs = join(path, 'logs')
    const lock: DataLock = await holdDataDirectory(path)
    await mkdir(logs, { recursive: true, mode: 0o700 })
    await mkdir(join(path, 'traces'), { recursive: true, mode: 0o700 })
    return { path, logs, [Symbol.asyncDispose]: () => lock[Symbol.asyncDispose]() }
  } catch (error) {
    if (error instanceof TarsError) throw error
    throw new TarsError(
      'DATA_DIRECTORY_UNSUITABLE',
      `${data} cannot be used: ${(error as Error).message}. Make it writable, or choose another with --data.`,
      { data },
      error,
    )
  }
}
