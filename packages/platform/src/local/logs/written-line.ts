import { type WrittenLevel, writtenLevels } from '@tars/contracts'

/** A line of a service's log as its file holds it. */
export interface WrittenLine {
  /** ISO 8601, UTC; null for a line that is not of the log's own form. */
  readonly time: string | null
  readonly level: WrittenLevel
  readonly service: string
  readonly message: string
  readonly facts: Readonly<Record<string, unknown>>
}

/** A line as its file holds it; text that is not of the log's form – a crash, for example – becomes an error line. */
export function parseWrittenLine(text: string, service: string): WrittenLine {
  const parsed = parseJson(text)
  if (typeof parsed !== 'object' || parsed === null) {
    return { time: null, level: 'error', service, message: text, facts: {} }
  }
  const { time, level, service: writer, message, version: _, ...facts } = parsed as Record<string, unknown>
  return {
    time: typeof time === 'string' ? time : null,
    level: writtenLevels.find((known) => known === level) ?? 'info',
    service: typeof writer === 'string' ? writer : service,
    message: typeof message === 'string' ? message : '',
    facts,
  }
}

/** Whether a line is at least as severe as a level. */
export function isAtLeast(line: WrittenLine, level: WrittenLevel): boolean {
  return writtenLevels.indexOf(line.level) >= writtenLevels.indexOf(level)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
