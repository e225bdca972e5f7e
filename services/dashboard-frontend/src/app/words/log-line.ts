import type { LogLevel, LogLine } from '@tars/contracts'
import type { Tone } from './tone.ts'

/** The tone of each level of a log line. */
export const levelTones: Readonly<Record<LogLevel, Tone>> = {
  debug: 'nothing',
  info: 'nothing',
  warn: 'unsure',
  error: 'bad',
  fatal: 'bad',
}

/** The facts of a log line in one row: `port=3100 reason="gone away"`. */
export function formatFacts(facts: LogLine['facts']): string {
  return Object.entries(facts)
    .map(([name, value]) => `${name}=${typeof value === 'string' ? quoted(value) : JSON.stringify(value)}`)
    .join(' ')
}

/** A log line as text, to be pasted elsewhere. */
export function formatLogLine({ at, service, level, message, traceId, facts }: LogLine): string {
  const trace = traceId === null ? '' : `trace=${traceId}`
  return [at, level.toUpperCase(), service, message, formatFacts(facts), trace]
    .filter((part) => part !== '')
    .join(' ')
}

function quoted(text: string): string {
  return /^[\w./:@+-]+$/.test(text) ? text : JSON.stringify(text)
}
