import { join } from 'node:path'
import { type LogLevel, type LogLine, logLevelSchema, type WrittenLevel } from '@tars/contracts'
import { listLogs } from './list-logs.ts'
import { openExisting, readBackwards } from './read-backwards.ts'
import { isAtLeast, parseWrittenLine, type WrittenLine } from './written-line.ts'

/** Which lines are wanted. */
export interface WantedLines {
  /** Default: all whose logs there are, the supervisor's and the database's among them. */
  readonly service?: string | undefined
  /** The least severe; default: all. */
  readonly level?: LogLevel | undefined
  /** The most lines; default 200. */
  readonly lines?: number | undefined
}

const linesDefault = 200
const fileBytesMax = 4 * 1024 * 1024

/**
 * The latest lines of the logs in a directory, oldest first; what was rotated away counts too. Of each file at most the last 4 MiB
 * are looked at.
 */
export async function readLogs(directory: string, wanted: WantedLines): Promise<LogLine[]> {
  const { lines = linesDefault, level: known = 'debug' } = wanted
  // What is finer is called the finest that readers tell apart.
  const level = known === 'debug' ? 'trace' : known
  const found: LogLine[] = []
  for (const service of await listLogs(directory)) {
    if (wanted.service !== undefined && service !== wanted.service) continue
    found.push(...(await readLatest(join(directory, `${service}.jsonl`), service, { lines, level })))
  }
  // Lines of one moment stay in the order of their file.
  return found.sort((one, other) => (one.at < other.at ? -1 : Number(one.at > other.at))).slice(-lines)
}

async function readLatest(
  path: string,
  service: string,
  { lines, level }: { lines: number; level: WrittenLevel },
): Promise<LogLine[]> {
  const latest: LogLine[] = []
  for (const each of [path, `${path}.1`]) {
    await using file = await openExisting(each)
    if (file === undefined) continue
    const { size } = await file.stat()
    for await (const texts of readBackwards(file, { from: Math.max(0, size - fileBytesMax), to: size })) {
      for (const text of texts.reverse()) {
        const line = parseWrittenLine(text, service)
        if (line.time !== null && isAtLeast(line, level)) latest.push(toLogLine(line, line.time))
        if (latest.length === lines) return latest.reverse()
      }
    }
  }
  return latest.reverse()
}

function toLogLine(
  { level, service, message, facts: { traceId, ...facts } }: WrittenLine,
  at: string,
): LogLine {
  return {
    at,
    service,
    level: logLevelSchema.safeParse(level).data ?? 'debug',
    message,
    traceId: typeof traceId === 'string' ? traceId : null,
    facts,
  }
}
