import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { serviceNames } from '@tars/contracts'
import { type Command, Option } from 'commander'
import type { CommandUses, CommonOptions } from '../command-uses.ts'
import { dataDirectoryOf } from '../connection.ts'
import { defineCommand } from '../define-command.ts'
import { createLogFile, type LogFile, listLogs } from '../log-file.ts'
import {
  isAtLeast,
  type LogLevel,
  type LogLine,
  logLevels,
  parseLogLine,
  renderLogLine,
} from '../log-line.ts'
import { wholeNumber } from '../option.ts'
import { createPaint } from '../terminal/colour.ts'
import { usageError } from '../usage-error.ts'

interface Options extends CommonOptions {
  readonly follow?: boolean
  readonly level: LogLevel
  readonly lines: number
}

const linesMax = 10_000
const followMs = 250

/** Adds `tars logs`: what the services wrote, in the order of time. */
export function addLogs(program: Command, uses: CommandUses): void {
  defineCommand(program, {
    usage: 'logs',
    summary: 'show what the services wrote, in the order of time',
    example: 'logs ppo-agent --follow --level warn',
  })
    .argument('[service]', 'only this service')
    .option('--follow', 'go on with new lines until Ctrl-C')
    .addOption(new Option('--level <level>', 'least severe level').choices(logLevels).default('info'))
    .option('--lines <n>', 'how many of the last lines', wholeNumber(1, linesMax), 200)
    .action((service: string | undefined, options: Options) => showLogs(uses, service, options))
}

async function showLogs(uses: CommandUses, service: string | undefined, options: Options): Promise<void> {
  if (options.follow === true && options.json === true) {
    throw usageError('--follow has no end, so that it cannot be one JSON document; leave out --json.')
  }
  const directory = join(dataDirectoryOf(uses, options.data), 'logs')
  const known = [...new Set([...serviceNames, ...(await listLogs(directory))])]
  if (service !== undefined && !known.includes(service)) {
    throw usageError(`There is no service ${service}. There are: ${known.join(', ')}.`)
  }
  const files = (service === undefined ? known : [service]).map((name) => createLogFile(directory, name))
  const lines = (await gather(files, (file) => file.readTail(linesMax), options.level)).slice(-options.lines)
  if (options.json === true) return uses.terminal.write(JSON.stringify({ lines }, null, 2))
  const paint = createPaint(uses.terminal.colour)
  for (const line of lines) uses.terminal.write(renderLogLine(line, paint))
  if (lines.length === 0) uses.terminal.note(`No lines in ${directory}.`)
  while (options.follow === true && !uses.interrupted.aborted) {
    // Ctrl-C ends the sleep early; the condition above sees it.
    await sleep(followMs, undefined, { signal: uses.interrupted }).catch(() => undefined)
    const added = await gather(files, (file) => file.readNew(), options.level)
    for (const line of added) uses.terminal.write(renderLogLine(line, paint))
  }
}

/** Lines of several files in the order of time; one without a time stays behind the line before it. */
async function gather(
  files: readonly LogFile[],
  read: (file: LogFile) => Promise<string[]>,
  level: LogLevel,
): Promise<LogLine[]> {
  const keyed: { key: string; line: LogLine }[] = []
  for (const file of files) {
    let key = ''
    for (const text of await read(file)) {
      const line = parseLogLine(text, file.service)
      key = line.time ?? key
      keyed.push({ key, line })
    }
  }
  return keyed
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ line }) => line)
    .filter((line) => isAtLeast(line, level))
}
