import { createReadStream } from 'node:fs'
import { appendFile, mkdir, readdir, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { StoredSpan } from './stored-span.ts'

/** The most bytes of one file of the local store; a service has two, the current one and the one before. */
export const traceFileBytesMax = 16 * 1_024 * 1_024

/** The most spans that are read of one trace. */
export const traceSpansMax = 10_000

/** The local store of one service's spans. */
export interface TraceStore {
  /**
   * Appends spans; calls must not overlap. Rejects with the error of the file system when they could not be
   * written.
   */
  append(spans: readonly StoredSpan[]): Promise<void>
}

/**
 * Makes the local store of one service: JSON lines in `<service>.jsonl`, moved to `<service>.previous.jsonl`
 * before it would exceed `fileBytesMax` (default 16 MiB), so that a service never takes more than twice that.
 */
export function createTraceStore(options: {
  directory: string
  service: string
  fileBytesMax?: number
}): TraceStore {
  const { directory, service, fileBytesMax = traceFileBytesMax } = options
  const current = join(directory, `${service}.jsonl`)
  let sizeBytes: number | null = null

  const append = async (text: string): Promise<void> => {
    const lengthBytes = Buffer.byteLength(text)
    sizeBytes ??= await openStore(directory, current)
    if (sizeBytes > 0 && sizeBytes + lengthBytes > fileBytesMax) {
      await rename(current, join(directory, `${service}.previous.jsonl`))
      sizeBytes = 0
    }
    await appendFile(current, text, { mode: 0o600 })
    sizeBytes += lengthBytes
  }
  return {
    append: async (spans) => {
      try {
        await append(spans.map((span) => `${JSON.stringify(span)}\n`).join(''))
      } catch (error) {
        // The folder may have been removed or the disk been full: the next call looks at what is there afresh.
        sizeBytes = null
        throw error
      }
    },
  }
}

async function openStore(directory: string, file: string): Promise<number> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  return sizeOf(file)
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size
  } catch (error) {
    if (isMissing(error)) return 0
    throw error
  }
}

/**
 * The spans of one trace over all services of a local store, by start, parents before their children; at most
 * 10,000. None when the trace, or the store, is not there; lines cut short by a crash are passed over.
 */
export async function readTrace(directory: string, traceId: string): Promise<StoredSpan[]> {
  const spans: StoredSpan[] = []
  if (!/^[\da-f]{32}$/.test(traceId)) return spans
  for (const file of await listFiles(directory)) {
    const lines = createInterface({ input: createReadStream(join(directory, file)), crlfDelay: Infinity })
    for await (const line of lines) {
      const span = line.includes(traceId) ? parseSpan(line) : null
      if (span?.traceId === traceId && spans.length < traceSpansMax) spans.push(span)
    }
  }
  return inOrder(spans)
}

async function listFiles(directory: string): Promise<string[]> {
  try {
    return (await readdir(directory)).filter((name) => name.endsWith('.jsonl')).sort()
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

function parseSpan(line: string): StoredSpan | null {
  try {
    return JSON.parse(line) as StoredSpan
  } catch {
    return null
  }
}

function inOrder(spans: StoredSpan[]): StoredSpan[] {
  const byId = new Map(spans.map((span) => [span.spanId, span]))
  const depths = new Map<string, number>()
  for (const span of spans) depths.set(span.spanId, depthOf(span, byId))
  const depth = (span: StoredSpan) => depths.get(span.spanId) ?? 0
  return spans.sort((a, b) => a.startedAt.localeCompare(b.startedAt) || depth(a) - depth(b))
}

const depthMax = 64

function depthOf(span: StoredSpan, byId: ReadonlyMap<string, StoredSpan>): number {
  let depth = 0
  let above = byId.get(span.parentSpanId ?? '')
  while (above !== undefined && depth < depthMax) {
    depth += 1
    above = byId.get(above.parentSpanId ?? '')
  }
  return depth
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
