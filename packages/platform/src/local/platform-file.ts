import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { readLockHolder } from './lock-holder.ts'
import { writePrivateFile } from './private-file.ts'

/** Where a running platform is, and how its supervisor is controlled. */
export interface PlatformFile {
  /** Of the supervisor. */
  readonly pid: number
  /** Origin of the gateway. */
  readonly url: string
  /** Origin of the supervisor's control, loopback only. */
  readonly controlUrl: string
  /** Bearer token of the control. */
  readonly controlToken: string
  readonly version: string
  /** ISO 8601. */
  readonly startedAt: string
}

const keys = ['url', 'controlUrl', 'controlToken', 'version', 'startedAt'] as const
const pathIn = (data: string) => join(data, 'platform.json')

/** The platform that runs in a data directory and is ready; undefined when none does, however its last one ended. */
export async function readPlatform(data: string): Promise<PlatformFile | undefined> {
  const found = await readNote(data)
  const holder = found && (await readLockHolder(data))
  return holder && found.pid === holder.pid ? found : undefined
}

/** Notes the running platform in its data directory, readable by its owner only. */
export async function writePlatformFile(data: string, platform: PlatformFile): Promise<void> {
  await writePrivateFile(pathIn(data), `${JSON.stringify(platform, null, 2)}\n`)
}

/** Removes the note; a file of the same name that is none is left alone. */
export async function removePlatformFile(data: string): Promise<void> {
  if (await readNote(data)) await rm(pathIn(data), { force: true })
}

const readNote = async (data: string) => parse(await readFile(pathIn(data), 'utf8').catch(() => ''))

function parse(text: string): PlatformFile | undefined {
  try {
    const found = JSON.parse(text) as Record<string, unknown>
    const complete = typeof found.pid === 'number' && keys.every((key) => typeof found[key] === 'string')
    return complete ? (found as unknown as PlatformFile) : undefined
  } catch {
    return undefined
  }
}
