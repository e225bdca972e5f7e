/** How severe a line is that did not come as JSON. */
export type PlainLevel = 'info' | 'warn' | 'error' | 'fatal'

const serverLevels: Readonly<Record<string, PlainLevel>> = {
  WARNING: 'warn',
  ERROR: 'error',
  // It ends one session only, such as one that came while the server was starting.
  FATAL: 'warn',
  PANIC: 'fatal',
}

/** How severe a line of PostgreSQL's log is. @source PostgreSQL 18, table 19.2 (message severity levels) */
export function levelOfServerLine(line: string): PlainLevel {
  return serverLevels[/^\[\d+\] ([A-Z]+): /.exec(line)?.[1] ?? ''] ?? 'info'
}

/** A line of a service's log as JSON: as it is when it is a JSON object already, else wrapped, so that every line parses. */
export function toJsonLine(line: string, service: string, level: PlainLevel, now: () => Date): string {
  if (line.startsWith('{') && isJson(line)) return line
  return JSON.stringify({ time: now().toISOString(), level, service, message: line })
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
