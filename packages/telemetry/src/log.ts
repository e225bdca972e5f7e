import { pino, stdTimeFunctions } from 'pino'
import { redact, redactText } from './redact.ts'

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const

/** How severe a line is, from least to most. */
export type LogLevel = (typeof levels)[number]

/** Writes lines: facts by name, and a sentence that says what happened. Never throws. */
export type Log = Readonly<Record<LogLevel, (facts: Record<string, unknown>, message: string) => void>>

/** Who writes, from which level on, and where to. */
export interface LogOptions {
  service: string
  /** Absent where it is not known yet. */
  version?: string
  /** Least severe level that is written; `silent` writes nothing. */
  level: LogLevel | 'silent'
  /** Takes each line with its newline; standard output by default. */
  destination?: { write(line: string): void } | undefined
  /** The trace id of the active span, or null. */
  traceId?: () => string | null
}

/**
 * Makes a log of one JSON line per event: `time` (ISO 8601, UTC), `level` (a word), `service`, `version` if
 * known, `message`, `traceId` when a span is active, then the facts. Secrets are hidden and lines bounded,
 * see `redact`.
 */
export function createLog({ service, version, level, destination, traceId }: LogOptions): Log {
  const logger = pino(
    {
      level,
      base: version === undefined ? { service } : { service, version },
      messageKey: 'message',
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (word) => ({ level: word }) },
      mixin: () => activeTrace(traceId),
    },
    ...(destination === undefined ? [] : [destination]),
  )
  const lineOf = (severity: LogLevel) => (facts: Record<string, unknown>, message: string) => {
    if (logger.isLevelEnabled(severity)) logger[severity](withoutReserved(redact(facts)), redactText(message))
  }
  return Object.fromEntries(levels.map((severity) => [severity, lineOf(severity)])) as unknown as Log
}

const reserved = ['time', 'level', 'service', 'version', 'message', 'traceId']

/**
 * A fact named like a field of the line would appear twice in its JSON, and readers disagree on which one
 * counts.
 */
function withoutReserved(facts: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [reserved.includes(name) ? `fact.${name}` : name, value]),
  )
}

function activeTrace(traceId: LogOptions['traceId']): { traceId?: string } {
  const id = traceId?.() ?? null
  return id === null ? {} : { traceId: id }
}
