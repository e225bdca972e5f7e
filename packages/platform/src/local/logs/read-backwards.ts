import { type FileHandle, open } from 'node:fs/promises'

const chunkBytes = 262_144
const lineFeed = 0x0a

/**
 * The whole lines of a file from its last to its first, in chunks of at most 256 KiB; within a chunk they are from last to first,
 * too. None when there is no such file.
 *
 * @param bytesMax how much of the end of the file is read.
 */
export async function* readBackwards(path: string, bytesMax: number): AsyncGenerator<string[]> {
  await using file = await openExisting(path)
  if (file === undefined) return
  let to = (await file.stat()).size
  const first = Math.max(0, to - bytesMax)
  let rest: Buffer = Buffer.alloc(0)
  while (to > first) {
    const from = Math.max(first, to - chunkBytes)
    const chunk = Buffer.concat([await readRange(file, from, to), rest])
    // What stands before the first line feed began earlier, unless the file begins here.
    const begin = from === 0 ? 0 : chunk.indexOf(lineFeed) + 1
    rest = chunk.subarray(0, begin)
    if (begin === 0 && from > 0) rest = chunk
    else yield chunk.subarray(begin).toString('utf8').split('\n').reverse()
    to = from
  }
}

async function readRange(file: FileHandle, from: number, to: number): Promise<Buffer> {
  const buffer = Buffer.alloc(to - from)
  const { bytesRead } = await file.read(buffer, 0, buffer.length, from)
  return buffer.subarray(0, bytesRead)
}

async function openExisting(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
