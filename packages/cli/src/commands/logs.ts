import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { serviceNames, type WrittenLevel, writtenLevels } from '@tars/contracts'
import type { DatedLine } from '@tars/platform'
import { type Command, Option } from 'commander'
import type { CommandUses, CommonOptions } from '../command-uses.ts'
import { localDirectoryOf } from '../connection.ts'
import { defineCommand } from '../define-command.ts'
import { renderLogLine } from '../log-line.ts'
import { pastMoment, wholeNumber } from '../option.ts'
import { createPaint } from '../terminal/colour.ts'
import { usageError } from '../usage-error.ts'

interface Options extends CommonOptions {
  readonly follow?: boolean
  readonly level: WrittenLevel
  /** In ms since 1970. */
  readonly since?: number
  readonly lines?: number
}

const linesDefault = 200
const linesMax = 10_000
const followMs = 250

/** Adds `tars logs`: what the services wrote, in the order of time. */
export function addLogs(program: Command, uses: CommandUses): void {
  defineCommand(program, {
    usage: 'logs',
    summary: 'show what the services wrote, in the order of time',
    example: 'logs ppo-agent --since 10m --level warn --follow',
  })
    .argument('[service]', 'only this service')
    .option(
      '--follow',
      'go on with new lines until Ctrl-C; with --json each is a JSON document on a line of its own',
    )
    .addOption(new Option('--level <level>', 'least severe level').choices(writtenLevels).default('info'))
    .option('--since <time>', 'nothing older: 90s, 10m, 2h, 1d, or a date and time', pastMoment(uses.now))
    .option(
      '--lines <n>',
      `how many of the last lines (default: ${linesDefault}; with --since ${linesMax})`,
      wholeNumber(1, linesMax),
    )
    .action((service: string | undefined, options: Options) => showLogs(uses, service, options))
}

async function showLogs(uses: CommandUses, service: string | undefined, options: Options): Promise<void> {
  const directory = join(localDirectoryOf(uses, options.data), 'logs')
  const { createLogFile, listLogs } = await uses.loadPlatform()
  const known = [...new Set([...serviceNames, ...(await listLogs(directory))])]
  if (service !== undefined && !known.includes(service)) {
    throw usageError(`There is no service ${service}. There are: ${known.join(', ')}.`)
  }
  const files = (service === undefined ? known : [service]).map((name) => createLogFile(directory, name))
  const count = options.lines ?? (options.since === undefined ? linesDefault : linesMax)
  const since = options.since === undefined ? '' : new Date(options.since).toISOString()
  const wanted = { count, since, level: options.level }
  const past = merge(await Promise.all(files.map((file) => file.readPast(wanted)))).slice(-count)
  const { json = false, follow = false } = options
  if (json && !follow) return uses.terminal.writeDocument({ lines: past.map(({ line }) => line) })
  const show = createShow(uses, json)
  show(past)
  if (past.length === 0) uses.terminal.note(`No such lines in ${directory}.`)
  while (follow && !uses.interrupted.aborted) {
    // Ctrl-C ends the sleep early; the condition above sees it.
    await sleep(followMs, undefined, { signal: uses.interrupted }).catch(() => undefined)
    show(merge(await Promise.all(files.map((file) => file.readNew(options.level)))))
  }
}

function createShow({ terminal, now }: CommandUses, json: boolean): (lines: readonly DatedLine[]) => void {
  const paint = createPaint(terminal.colour)
  return (lines) => {
    for (const { line } of lines) {
      if (json) terminal.writeDocumentLine(line)
      else terminal.write(renderLogLine(line, paint, now()))
    }
  }
}

/** Lines of several files in the order of time; those of the same moment stay in the order of their files. */
function merge(files: readonly DatedLine[][]): DatedLine[] {
  return files.flat().sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}
