import { type ServerFrame, serverFrameSchema } from '@tars/contracts'

/** The most characters of a frame from the server. */
export const serverFrameLengthMax = 4 * 1_024 * 1_024

const knownTypes: ReadonlySet<unknown> = new Set(
  serverFrameSchema.options.map((option) => option.shape.type.value),
)

/**
 * What the server sent: a frame, `unknown` for one of a kind that a newer server may know, or `malformed` for
 * what no server sends: binary data, more than 4 Mi characters, broken JSON, a known frame of the wrong
 * shape.
 */
export function parseFrame(data: unknown): ServerFrame | 'unknown' | 'malformed' {
  if (typeof data !== 'string' || data.length > serverFrameLengthMax) return 'malformed'
  const value = parseJson(data)
  const parsed = serverFrameSchema.safeParse(value)
  if (parsed.success) return parsed.data
  const type = typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined
  return typeof type === 'string' && !knownTypes.has(type) ? 'unknown' : 'malformed'
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
