import type { IncomingMessage } from 'node:http'
import { TarsError } from '@tars/contracts'
import { isJsonDepthWithin } from './json-depth.ts'

/** The largest body that is read, in bytes. */
export const bodyBytesMax = 1_048_576

/** The deepest nesting of a JSON body. */
export const jsonDepthMax = 32

// A body a little too large is read to its end and thrown away, so that its sender gets to read the answer.
const discardedBytesMax = 8 * bodyBytesMax
const mediaTypeLengthMax = 100

/**
 * The JSON document in the body of a request; undefined when the body is empty.
 *
 * @throws {TarsError} MEDIA_TYPE_UNSUPPORTED when a body is announced as anything but plain JSON; REQUEST_TOO_LARGE above 1 MiB;
 *   REQUEST_MALFORMED when a body is not UTF-8, not JSON, or nested deeper than 32 levels.
 */
export async function readJsonBody(request: IncomingMessage): Promise<unknown> {
  const bytes = await readBytes(request)
  if (bytes.length === 0) return undefined
  checkMediaType(request)
  return parseJson(bytes)
}

/** Whether a body is announced so small (8 MiB) that what nobody reads of it can be thrown away as it comes. */
export function isDiscardable({ headers }: IncomingMessage): boolean {
  return Number(headers['content-length'] ?? Number.POSITIVE_INFINITY) <= discardedBytesMax
}

async function readBytes(request: IncomingMessage): Promise<Uint8Array> {
  if (Number(request.headers['content-length'] ?? 0) > discardedBytesMax) throw tooLarge()
  const chunks: Buffer[] = []
  let length = 0
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      length += chunk.length
      if (length > discardedBytesMax) break
      if (length <= bodyBytesMax) chunks.push(chunk)
    }
  } catch (cause) {
    throw new TarsError('REQUEST_MALFORMED', 'The body ended before it was complete.', {}, cause)
  }
  if (length > bodyBytesMax) throw tooLarge()
  return Buffer.concat(chunks)
}

function tooLarge(): TarsError {
  return new TarsError('REQUEST_TOO_LARGE', `The body is larger than ${bodyBytesMax} bytes.`)
}

function checkMediaType({ headers }: IncomingMessage): void {
  const type = headers['content-type'] ?? ''
  const isJson =
    type.length <= mediaTypeLengthMax && /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i.test(type)
  if (!isJson) {
    throw new TarsError('MEDIA_TYPE_UNSUPPORTED', 'The body is not announced as JSON in UTF-8.')
  }
  if (!/^(identity)?$/i.test(headers['content-encoding'] ?? '')) {
    throw new TarsError('MEDIA_TYPE_UNSUPPORTED', 'Encoded bodies are not accepted.')
  }
}

/**
 * The value of a JSON document in UTF-8.
 *
 * @throws {TarsError} REQUEST_MALFORMED when a body is not UTF-8, not JSON, or nested deeper than 32 levels.
 */
export function parseJson(bytes: Uint8Array): unknown {
  if (!isJsonDepthWithin(bytes, jsonDepthMax)) {
    throw new TarsError(
      'REQUEST_MALFORMED',
      `The JSON document is nested deeper than ${jsonDepthMax} levels.`,
    )
  }
  try {
    // A byte order mark is kept, and JSON.parse refuses it.
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
  } catch {
    throw new TarsError('REQUEST_MALFORMED', 'The body is not a JSON document in UTF-8.')
  }
}
