import type { FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import type { WrittenLevel } from '@tars/contracts'
import {
  createPastCollector,
  type DatedLine,
  dateLines,
  type PastCollector,
  type PastLines,
} from './past-lines.ts'
import { openExisting, readBackwards, readRange, toLines } from './read-backwards.ts'
import { isAtLeast, parseWrittenLine } from './written-line.ts'

/** The log of a service, which is read from its end and then as it grows. */
export interface LogFile {
  /** The last lines there are, those of the rotated file before it included, in the order of the file. */
  readPast(wanted: PastLines): Promise<DatedLine[]>
  /**
   * The lines from a level on that were added since the reading before, of at most 1 MiB at a time; none is lost to a
   * rotation.
   */
  readNew(level: WrittenLevel): Promise<DatedLine[]>
}

const chunkBytesMax = 1_048_576

/** The log of one service. A file that does not exist yet, or was rotated away, reads as empty until it is back. */
export function createLogFile(directory: string, service: string): LogFile {
  const path = join(directory, `${service}.jsonl`)
  let inode = 0
  let offset = 0
  let latest = ''
  const date = (texts: readonly string[], level: WrittenLevel) => {
    const lines = texts.map((text) => parseWrittenLine(text, service))
    const dated = dateLines(lines, latest)
    latest = dated.at(-1)?.at ?? latest
    return dated.filter(({ line }) => isAtLeast(line, level))
  }
  return {
    async readPast(wanted) {
      const collector = createPastCollector(service, wanted)
      for (const each of [path, `${path}.1`]) {
        await using file = await openExisting(each)
        const found = await file?.stat()
        // Rotated between the two readings: it is the same file under its new name.
        if (file === undefined || found === undefined || (each !== path && found.ino === inode)) continue
        const end = await findLastEnd(file, found.size)
        if (each === path) [inode, offset] = [found.ino, end]
        if (!(await collect(file, end, collector))) break
      }
      const past = collector.end()
      latest = past.at(-1)?.at ?? latest
      return past
    },
    async readNew(level) {
      await using current = await openExisting(path)
      const found = await current?.stat()
      if (current === undefined || found === undefined) return []
      if (found.ino !== inode) {
        await using rotated = await openExisting(`${path}.1`)
        const rest = (await rotated?.stat())?.ino === inode ? await readWhole(rotated, offset) : undefined
        if (rest !== undefined && rest.bytes > 0) {
          offset += rest.bytes
          return date(rest.lines, level)
        }
        inode = found.ino
        offset = 0
      }
      if (found.size < offset) offset = 0
      const added = await readWhole(current, offset)
      offset += added.bytes
      return date(added.lines, level)
    },
  }
}

/** Collects the past of a file up to `end`; gives whether what is older than all of it is wanted, too. */
async function collect(file: FileHandle, end: number, { add }: PastCollector): Promise<boolean> {
  for await (const texts of readBackwards(file, { to: end })) if (!add(texts)) return false
  return true
}

/** Where the last whole line ends: an unfinished one is left for later. */
async function findLastEnd(file: FileHandle, size: number): Promise<number> {
  const from = Math.max(0, size - chunkBytesMax)
  return from + (await readRange(file, from, size)).lastIndexOf(0x0a) + 1
}

/** The whole lines from an offset on, and how many bytes they take. */
async function readWhole(
  file: FileHandle | undefined,
  from: number,
): Promise<{ lines: string[]; bytes: number }> {
  if (file === undefined) return { lines: [], bytes: 0 }
  const bytes = await readRange(file, from, from + chunkBytesMax)
  const end = bytes.lastIndexOf(0x0a) + 1
  // A line longer than a chunk would never end: it is passed over.
  if (end === 0) return { lines: [], bytes: bytes.length === chunkBytesMax ? bytes.length : 0 }
  return { lines: toLines(bytes.subarray(0, end)), bytes: end }
}
