import { type FileHandle, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { isAtLeast, type LogLevel, type LogLine, parseLogLine } from './log-line.ts'
import { readBackwards, readRange, toLines } from './read-backwards.ts'

/** A line with the moment that it stands at in its file: its own, or that of the line before it where it tells none. */
export interface DatedLine {
  /** ISO 8601, UTC; empty before the first line that tells its time. */
  readonly at: string
  readonly line: LogLine
}

/** Which of the lines that are there already are wanted. */
export interface PastLines {
  /** The most lines, counted from the newest. */
  readonly count: number
  readonly level: LogLevel
  /** ISO 8601, UTC: nothing older than this; empty for all. */
  readonly since: string
}

/** The log of a service, which is read from its end and then as it grows. */
export interface LogFile {
  /** The last lines there are, those of the rotated file before it included, in the order of the file. */
  readPast(wanted: PastLines): Promise<DatedLine[]>
  /** The lines that were added since the reading before, at most 1 MiB at a time; none is lost to a rotation. */
  readNew(): Promise<DatedLine[]>
}

const chunkBytesMax = 1_048_576
const suffix = '.jsonl'

/** The services that have written a log into a directory, by name; none when the directory is not there. */
export async function listLogs(directory: string): Promise<string[]> {
  const names = await readdir(directory).catch(() => [])
  const services = names.map((name) => /^([a-z0-9-]+)\.jsonl(\.1)?$/.exec(name)?.[1])
  return [...new Set(services.filter((name) => name !== undefined))].sort()
}

/** The log of one service. A file that does not exist yet, or was rotated away, reads as empty until it is back. */
export function createLogFile(directory: string, service: string): LogFile {
  const path = join(directory, `${service}${suffix}`)
  let inode = 0
  let offset = 0
  let latest = ''
  const date = (lines: readonly string[]) => {
    const dated = dateLines(lines, service, latest)
    latest = dated.at(-1)?.at ?? latest
    return dated
  }
  return {
    async readPast(wanted) {
      const kept: DatedLine[] = []
      for (const each of [path, `${path}.1`]) {
        await using file = await openExisting(each)
        const found = await file?.stat()
        // Rotated between the two readings: it is the same file under its new name.
        if (file === undefined || found === undefined || (each !== path && found.ino === inode)) continue
        const end = await findLastEnd(file, found.size)
        if (each === path) [inode, offset] = [found.ino, end]
        await collectPast(file, end, service, wanted, kept)
      }
      latest = kept.at(-1)?.at ?? latest
      return kept.slice(-wanted.count)
    },
    async readNew() {
      await using current = await openExisting(path)
      const found = await current?.stat()
      if (current === undefined || found === undefined) return []
      if (found.ino !== inode) {
        await using rotated = await openExisting(`${path}.1`)
        const rest = (await rotated?.stat())?.ino === inode ? await readWhole(rotated, offset) : undefined
        if (rest !== undefined && rest.bytes > 0) {
          offset += rest.bytes
          return date(rest.lines)
        }
        inode = found.ino
        offset = 0
      }
      if (found.size < offset) offset = 0
      const added = await readWhole(current, offset)
      offset += added.bytes
      return date(added.lines)
    },
  }
}

/** Puts the wanted lines of a file before those that are kept already, until there are enough. */
async function collectPast(
  file: FileHandle,
  end: number,
  service: string,
  wanted: PastLines,
  kept: DatedLine[],
): Promise<void> {
  for await (const lines of readBackwards(file, end)) {
    if (kept.length >= wanted.count) return
    const dated = dateLines(lines, service, '')
    const isWanted = ({ at, line }: DatedLine) => at >= wanted.since && isAtLeast(line, wanted.level)
    kept.unshift(...dated.filter(isWanted))
    if ((dated[0]?.at ?? wanted.since) < wanted.since) return
  }
}

function dateLines(lines: readonly string[], service: string, before: string): DatedLine[] {
  let at = before
  return lines.map((text) => {
    const line = parseLogLine(text, service)
    at = line.time ?? at
    return { at, line }
  })
}

async function openExisting(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
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
