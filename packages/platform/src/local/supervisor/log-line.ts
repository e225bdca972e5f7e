/** A line of a service's log as JSON: as it is when it is a JSON object already, else wrapped, so that every line parses. */
export function toJsonLine(line: string, service: string, level: 'info' | 'error', now: () => Date): string {
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
