import type { FileHandle } from 'node:fs/promises'

const chunkBytesDefault = 262_144
const lineFeed = 0x0a

/**
 * The lines of a file that end before `end`, in chunks of at most 256 KiB from its end to its beginning; within a chunk
 * they are in the order of the file. Empty lines are left out.
 */
export async function* readBackwards(
  file: FileHandle,
  end: number,
  chunkBytes = chunkBytesDefault,
): AsyncGenerator<string[]> {
  let lineEnd: Buffer = Buffer.alloc(0)
  let to = end
  while (to > 0) {
    const from = Math.max(0, to - chunkBytes)
    const chunk = Buffer.concat([await readRange(file, from, to), lineEnd])
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
