import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createClient, systemStatusSchema } from '@tars/contracts'
import { type PlatformFile, readPlatform } from '../platform-file.ts'
import type { PlatformFacts } from './check-platform.ts'

const answerMs = 5_000

/** Asks the supervisor of a data directory for its status, and the API for what was given up. */
export async function readPlatformFacts(data: string, send: typeof fetch): Promise<PlatformFacts> {
  const platform = await readPlatform(data)
  if (!platform) return { kind: 'away' }
  try {
    const response = await send(`${platform.controlUrl}/status`, {
      headers: { authorization: `Bearer ${platform.controlToken}` },
      signal: AbortSignal.timeout(answerMs),
    })
    const status = systemStatusSchema.parse(await response.json())
    return { kind: 'answered', status, work: await readWork(data, platform, send) }
  } catch {
    return { kind: 'silent', pid: platform.pid, url: platform.url, data }
  }
}

/** Undefined where the key cannot be read or the API does not answer: the services' states tell that already. */
async function readWork(data: string, { url }: PlatformFile, send: typeof fetch) {
  const key = await readFile(join(data, 'key'), 'utf8').catch(() => undefined)
  if (key === undefined) return undefined
  const bounded: typeof fetch = (input, init) =>
    send(input, { ...init, signal: AbortSignal.timeout(answerMs) })
  return createClient({ fetch: bounded, url, key: key.trim() })
    .call('system.work')
    .catch(() => undefined)
}
