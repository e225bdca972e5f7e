import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type LogLevel, type LogLine, logLevelSchema } from '@tars/contracts'
import { parseLogLine } from './parse-log-line.ts'
import { readBackwards } from './read-backwards.ts'

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
  const { lines = linesDefault, level = 'debug' } = wanted
  const found: LogLine[] = []
  for (const service of await listLogs(directory, wanted.service)) {
    found.push(...(await readLatest(join(directory, `${service}.jsonl`), service, { lines, level })))
  }
  // Lines of one moment stay in the order of their file.
  return found.sort((one, other) => (one.at < other.at ? -1 : Number(one.at > other.at))).slice(-lines)
}

async function listLogs(directory: string, service: string | undefined): Promise<string[]> {
  const names = await readdir(directory)
  const services = names.flatMap((name) => /^([a-z0-9-]+)\.jsonl$/.exec(name)?.[1] ?? [])
  return services.filter((name) => service === undefined || name === service).sort()
}

async function readLatest(
  path: string,
  service: string,
  { lines, level }: { lines: number; level: LogLevel },
): Promise<LogLine[]> {
  const latest: LogLine[] = []
  for (const each of [path, `${path}.1`]) {
    for await (const texts of readBackwards(each, fileBytesMax)) {
      for (const text of texts) {
        const line = parseLogLine(text, service)
        if (line !== undefined && isAtLeast(line.level, level)) latest.push(line)
        if (latest.length === lines) return latest.reverse()
      }
    }
  }
  return latest.reverse()
}

function isAtLeast(level: LogLevel, least: LogLevel): boolean {
  const levels = logLevelSchema.options
  return levels.indexOf(level) >= levels.indexOf(least)
}
