import type { WrittenLevel, WrittenLine } from '@tars/platform'
import type { Paint, Tone } from './terminal/colour.ts'
import { printable } from './terminal/text.ts'
import { formatClock } from './terminal/time.ts'

const tones: Readonly<Record<WrittenLevel, Tone>> = {
  trace: 'quiet',
  debug: 'quiet',
  info: 'nothing',
  warn: 'unsure',
  error: 'bad',
  fatal: 'bad',
}

/** A line for people: local time, level, service, message, then its facts as `name=value`. */
export function renderLogLine(line: WrittenLine, paint: Paint, nowMs: number): string {
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
