import { type FileHandle, open } from 'node:fs/promises'

const chunkBytesDefault = 262_144
const lineFeed = 0x0a

/** Which part of a file is read backwards, in bytes from its beginning, and in what pieces. */
export interface BackwardsRange {
  /** The line that it falls into is left out. Default 0, which falls into none. */
  readonly from?: number
  readonly to: number
  /** Default 256 KiB. */
  readonly chunkBytes?: number
}

/**
 * The lines of a part of a file, in chunks from its end to its beginning; within a chunk they are in the order of the
 * file. Empty lines are left out.
 */
export async function* readBackwards(
  file: FileHandle,
  { from: first = 0, to: end, chunkBytes = chunkBytesDefault }: BackwardsRange,
): AsyncGenerator<string[]> {
  let lineEnd: Buffer = Buffer.alloc(0)
  let to = end
  while (to > first) {
    const from = Math.max(first, to - chunkBytes)
    const chunk = Buffer.concat([await readRange(file, from, to), lineEnd])
    // What stands before the first line feed began earlier, unless the file begins here.
    const begin = from === 0 ? 0 : chunk.indexOf(lineFeed) + 1
    lineEnd = begin === 0 && from > 0 ? chunk : chunk.subarray(0, begin)
    if (from === 0 || begin > 0) yield toLines(chunk.subarray(begin))
    to = from
  }
}

/** The bytes of a file from `from` up to `to`; fewer where it is shorter. */
export async function readRange(file: FileHandle, from: number, to: number): Promise<Buffer> {
  const buffer = Buffer.alloc(to - from)
  const { bytesRead } = await file.read(buffer, 0, buffer.length, from)
  return buffer.subarray(0, bytesRead)
}

/** The lines of some bytes, without the empty ones. */
export function toLines(bytes: Buffer): string[] {
  return bytes
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
}

/** A file that is read; undefined when it is not there. */
export async function openExisting(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
