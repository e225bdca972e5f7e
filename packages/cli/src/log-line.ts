import type { Paint, Tone } from './terminal/colour.ts'
import { printable } from './terminal/text.ts'
import { formatClock } from './terminal/time.ts'

/** How severe a line is, from least to most. */
export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const

/** How severe a line is. */
export type LogLevel = (typeof logLevels)[number]

/** A line of a service's log. */
export interface LogLine {
  /** ISO 8601, UTC; null for a line that is not of the log's own form. */
  readonly time: string | null
  readonly level: LogLevel
  readonly service: string
  readonly message: string
  readonly facts: Readonly<Record<string, unknown>>
}

const tones: Readonly<Record<LogLevel, Tone>> = {
  trace: 'quiet',
  debug: 'quiet',
  info: 'nothing',
  warn: 'unsure',
  error: 'bad',
  fatal: 'bad',
}

/** A line as its file holds it; text that is not of the log's form – a crash, for example – becomes an error line. */
export function parseLogLine(text: string, service: string): LogLine {
  const parsed = parseJson(text)
  if (typeof parsed !== 'object' || parsed === null) {
    return { time: null, level: 'error', service, message: text, facts: {} }
  }
  const { time, level, service: writer, message, version: _, ...facts } = parsed as Record<string, unknown>
  return {
    time: typeof time === 'string' ? time : null,
    level: logLevels.find((known) => known === level) ?? 'info',
    service: typeof writer === 'string' ? writer : service,
    message: typeof message === 'string' ? message : '',
    facts,
  }
}

/** Whether a line is at least as severe as a level. */
export function isAtLeast(line: LogLine, level: LogLevel): boolean {
  return logLevels.indexOf(line.level) >= logLevels.indexOf(level)
}

/** A line for people: local time, level, service, message, then its facts as `name=value`. */
export function renderLogLine(line: LogLine, paint: Paint, nowMs: number): string {
  const facts = Object.entries(line.facts).map(([name, value]) => `${name}=${describe(value)}`)
  const parts = [
    paint({ text: line.time === null ? ' '.repeat(12) : formatClock(line.time, nowMs), tone: 'quiet' }),
    paint({ text: line.level.padEnd(5), tone: tones[line.level] }),
    paint({ text: printable(line.service), tone: 'strong' }),
    printable(line.message),
    ...(facts.length === 0 ? [] : [paint({ text: printable(facts.join(' ')), tone: 'quiet' })]),
  ]
  return parts.join('  ')
}

function describe(value: unknown): string {
  return typeof value === 'string' && !/\s/.test(value) ? value : (JSON.stringify(value) ?? 'undefined')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
