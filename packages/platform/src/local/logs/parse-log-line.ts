import { type LogLine, logLevelSchema } from '@tars/contracts'

/** A line of a log file as people read it; undefined when it is none, such as one whose end is not written yet. */
export function parseLogLine(text: string, service: string): LogLine | undefined {
  const fields = parseObject(text)
  if (fields === undefined || typeof fields.time !== 'string') return undefined
  const { time, level, service: writer, message, traceId, version: _, ...facts } = fields
  return {
    at: time,
    service: typeof writer === 'string' ? writer : service,
    // Only `trace` is finer than what readers tell apart.
    level: logLevelSchema.safeParse(level).data ?? 'debug',
    message: typeof message === 'string' ? message : '',
    traceId: typeof traceId === 'string' ? traceId : null,
    facts,
  }
}

function parseObject(text: string): (Record<string, unknown> & { time?: unknown }) | undefined {
  try {
    const parsed = JSON.parse(text)
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined
  } catch {
    return undefined
  }
}
