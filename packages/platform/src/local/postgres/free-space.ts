import { statfs } from 'node:fs/promises'
import { TarsError } from '@tars/contracts'

const bytesPerMebibyte = 1024 ** 2

/** Space that a new cluster and its first write-ahead log need, with room to work, in bytes. */
export const newClusterBytesMin = 256 * bytesPerMebibyte

/** Space that a server needs to start: it may have to write two segments of its write-ahead log. */
export const startBytesMin = 32 * bytesPerMebibyte

/** Room on the file system of a folder, for whoever asks. */
export async function readFreeBytes(directory: string): Promise<number> {
  const { bavail, bsize } = await statfs(directory)
  return bavail * bsize
}

/**
 * Sees to it that a folder's file system has room.
 *
 * @param what what needs the room, such as `a new database`
 * @throws {TarsError} DATA_DIRECTORY_UNSUITABLE with both numbers when it has not.
 */
export async function requireFreeSpace(directory: string, bytesMin: number, what: string): Promise<void> {
  const freeBytes = await readFreeBytes(directory)
  if (freeBytes >= bytesMin) return
  const [free, needed] = [freeBytes, bytesMin].map((bytes) => `${Math.floor(bytes / bytesPerMebibyte)} MiB`)
  throw new TarsError(
    'DATA_DIRECTORY_UNSUITABLE',
    `${directory} has ${free} free; ${what} needs ${needed}. Make room, or choose another disk with --data.`,
    { directory, freeBytes, bytesMin },
  )
}
