/**
 * The one text that stands for a JSON value: no spaces, keys sorted by their UTF-16 units at every depth. What JSON cannot
 * carry becomes what `JSON.stringify` makes of it.
 *
 * @source RFC 8785, section 3.2
 */
export function toCanonicalJson(value: unknown): string {
  return write(JSON.parse(JSON.stringify(value)))
}

function write(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${write(field)}`).join(',')}}`
}
