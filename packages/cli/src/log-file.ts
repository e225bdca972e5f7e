import { open, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** A log file that is read from its end and then as it grows. */
export interface LogFile {
  readonly service: string
  /** The last lines there are, at most `count`. */
  readTail(count: number): Promise<string[]>
  /** The lines that were added since the reading before, at most 1 MiB at a time. */
  readNew(): Promise<string[]>
}

const tailBytesMax = 4 * 1_048_576
const chunkBytesMax = 1_048_576
const suffix = '.jsonl'

/** The services that have written a log into a directory, by name; none when the directory is not there. */
export async function listLogs(directory: string): Promise<string[]> {
  const names = await readdir(directory).catch(() => [])
  return names
    .filter((name) => /^[a-z0-9-]+\.jsonl$/.test(name))
    .map((name) => name.slice(0, -suffix.length))
    .sort()
}

/** The log of one service. A file that does not exist yet, or was rotated away, reads as empty until it is back. */
export function createLogFile(directory: string, service: string): LogFile {
  const path = join(directory, `${service}${suffix}`)
  let offset = 0
  let inode = 0
  const look = async () => {
    const found = await stat(path).catch(() => undefined)
    if (found !== undefined && (found.ino !== inode || found.size < offset)) {
      inode = found.ino
      offset = 0
    }
    return found?.size ?? 0
  }
  const read = async (from: number, to: number): Promise<string[]> => {
    const { lines, bytes } = await readLines(path, from, to)
    offset = from + bytes
    return lines
  }
  return {
    service,
    async readTail(count) {
      const size = await look()
      const from = Math.max(0, size - tailBytesMax)
      if (size === 0) return []
      const lines = await read(from, size)
      return (from === 0 ? lines : lines.slice(1)).slice(-count)
    },
    async readNew() {
      const size = await look()
      return size === offset ? [] : read(offset, Math.min(size, offset + chunkBytesMax))
    },
  }
}

/** The whole lines between two offsets, and how many bytes they take: an unfinished last line is left for later. */
async function readLines(
  path: string,
  from: number,
  to: number,
): Promise<{ lines: string[]; bytes: number }> {
  const file = await open(path)
  try {
    const buffer = Buffer.alloc(to - from)
    const { bytesRead } = await file.read(buffer, 0, buffer.length, from)
    const end = buffer.subarray(0, bytesRead).lastIndexOf(0x0a) + 1
    // A line longer than a chunk would never end: it is passed over.
    if (end === 0) return { lines: [], bytes: bytesRead === chunkBytesMax ? bytesRead : 0 }
    const lines = buffer.subarray(0, end).toString('utf8').split('\n')
    return { lines: lines.filter((line) => line !== ''), bytes: end }
  } finally {
    await file.close()
  }
}
