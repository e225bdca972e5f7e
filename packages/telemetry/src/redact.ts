const depthMax = 6
const entriesMax = 100
const textLengthMax = 8_192
const hidden = '[redacted]'

const secretWords = new Set(
  'authorization bearer cookie credential key apikey passphrase password passwd pepper secret ticket token'.split(
    ' ',
  ),
)
const harmlessEndings = new Set(['id', 'ids', 'kind', 'count', 'total', 'length', 'name', 'version'])

/**
 * Facts as a log line may carry them: values whose name speaks of a secret are hidden at any depth, secrets
 * inside texts (passwords in URLs, bearer tokens, API keys) too, errors become plain facts, and everything is
 * bounded: 6 levels, 100 entries each, 8,192 characters a text.
 */
export function redact(facts: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return plainEntries(Object.entries(facts), 1)
}

/** A text without the secrets that texts are known to carry, at most 8,192 characters long. */
export function redactText(text: string): string {
  const short = text.length > textLengthMax ? `${text.slice(0, textLengthMax)}…` : text
  return short
    .replace(/(:\/\/[^\s:/@]{0,64}:)[^\s@/]{1,256}@/g, `$1${hidden}@`)
    .replace(/\bbearer +[^\s"',]+/gi, `Bearer ${hidden}`)
    .replace(/\btars_[a-z0-9]{1,16}_[A-Za-z0-9]{12}_[A-Za-z0-9_]{43,50}/g, hidden)
}

function plainEntries(entries: [string, unknown][], depth: number): Record<string, unknown> {
  const plain: Record<string, unknown> = {}
  for (const [name, value] of entries.slice(0, entriesMax)) {
    plain[name] = isSecret(name) && carriesText(value) ? hidden : plainValue(value, depth)
  }
  return plain
}

function plainValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return redactText(value)
  if (typeof value === 'bigint' || typeof value === 'symbol') return String(value)
  if (typeof value === 'function') return '[function]'
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString()
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`
  if (depth >= depthMax) return '[deeper]'
  if (value instanceof Error) return plainError(value, depth + 1)
  if (value instanceof Map)
    return plainEntries(
      [...value].map(([key, item]) => [String(key), item]),
      depth + 1,
    )
  if (value instanceof Set) return plainValue([...value], depth)
  if (Array.isArray(value)) return value.slice(0, entriesMax).map((item) => plainValue(item, depth + 1))
  return plainEntries(Object.entries(value), depth + 1)
}

function plainError(error: Error, depth: number): Record<string, unknown> {
  const { name, message, stack, cause } = error
  const own = Object.entries(error).filter(([key]) => !['name', 'message', 'stack', 'cause'].includes(key))
  return {
    name,
    message: redactText(message),
    ...plainEntries(own, depth),
    ...(stack === undefined ? {} : { stack: redactText(stack) }),
    ...(cause === undefined ? {} : { cause: plainValue(cause, depth) }),
  }
}

function carriesText(value: unknown): boolean {
  return value !== null && value !== undefined && typeof value !== 'boolean'
}

function isSecret(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
  if (harmlessEndings.has(words.at(-1) ?? '')) return false
  return words.some((word) => secretWords.has(word) || secretWords.has(word.replace(/s$/, '')))
}
