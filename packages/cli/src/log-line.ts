import type { WrittenLevel } from '@tars/contracts'
import type { WrittenLine } from '@tars/platform'
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

/** A line for people: local time, level, service, message, then its facts as `name=value`; a stack among them stands below. */
export function renderLogLine(line: WrittenLine, paint: Paint, nowMs: number): string {
  const entries = Object.entries(line.facts)
  const facts = entries.map(([name, value]) => `${name}=${describe(stackOf(value)?.[0] ?? value)}`)
  const frames = entries.flatMap(([, value]) => stackOf(value)?.slice(1) ?? [])
  const parts = [
    paint({ text: line.time === null ? ' '.repeat(12) : formatClock(line.time, nowMs), tone: 'quiet' }),
    paint({ text: line.level.padEnd(5), tone: tones[line.level] }),
    paint({ text: printable(line.service), tone: 'strong' }),
    printable(line.message),
    ...(facts.length === 0 ? [] : [paint({ text: printable(facts.join(' ')), tone: 'quiet' })]),
  ]
  return [
    parts.join('  '),
    ...frames.map((frame) => paint({ text: `    ${printable(frame.trim())}`, tone: 'quiet' })),
  ].join('\n')
}

/** The lines of the stack that an error was written with; undefined for what is none. */
function stackOf(value: unknown): string[] | undefined {
  const { stack } = (value ?? {}) as { readonly stack?: unknown }
  return typeof stack === 'string' && stack !== '' ? stack.split('\n') : undefined
}

function describe(value: unknown): string {
  return typeof value === 'string' && !/\s/.test(value) ? value : (JSON.stringify(value) ?? 'undefined')
}
