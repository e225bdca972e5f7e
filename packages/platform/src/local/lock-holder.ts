import { readFile, stat } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { readPidSpace } from './pid-space.ts'
import { isRunning, readProcess } from './running-process.ts'

/** Time in ms between two signs of life of a holder, given by touching its lock. */
export const beatMs = 5_000

/** A holder whose pid says nothing here has ended when it has given no sign of life for this long, in ms. */
export const silenceMsMax = 20_000

/** Who holds a data directory. */
export interface LockHolder {
  readonly pid: number
  /** Start of that process, so that a pid given again is not mistaken for the holder. */
  readonly started: string
  /** ISO 8601. */
  readonly since: string
  /** Name of the other machine or container that it runs in, where its pid means something; undefined: it runs here. */
  readonly elsewhere?: string | undefined
}

/** A lock file: who took it last, and whether that process still runs. */
export type LockFile =
  | { readonly isHeld: true; readonly holder: LockHolder }
  | { readonly isHeld: false; readonly holder: LockHolder | undefined }

/** What this process writes into a lock that it takes. */
export async function describeOwnHold(): Promise<string> {
  const [own, space] = await Promise.all([readProcess(process.pid), readPidSpace()])
  const since = new Date().toISOString()
  return JSON.stringify({ pid: process.pid, started: own?.started ?? '', since, space, host: hostname() })
}

/** Reads a lock file; undefined when there is none. What cannot be understood is held by nobody. */
export async function readLockFile(path: string): Promise<LockFile | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) =>
    error.code === 'ENOENT' ? undefined : '',
  )
  if (text === undefined) return undefined
  const touchedAt = (await stat(path).catch(() => undefined))?.mtime ?? new Date()
  const holder = parseHolder(text, touchedAt, await readPidSpace())
  if (!holder) return { isHeld: false, holder }
  const isHeld = holder.elsewhere === undefined ? await isRunning(holder) : isFresh(touchedAt)
  return { isHeld, holder }
}

/** The process that holds a data directory now; undefined when none does. */
export async function readLockHolder(data: string): Promise<LockHolder | undefined> {
  const lock = await readLockFile(join(data, 'lock'))
  return lock?.isHeld ? lock.holder : undefined
}

/** Who took the lock of a data directory last and never gave it back, whether that process still runs or not. */
export async function readLock(data: string): Promise<LockHolder | undefined> {
  return (await readLockFile(join(data, 'lock')))?.holder
}

/** A holder in words: `the T.A.R.S. with pid 42`, and where that is when it is not here. */
export function nameHolder({ pid, elsewhere }: Pick<LockHolder, 'pid' | 'elsewhere'>): string {
  const where = elsewhere === undefined ? '' : ` of another machine or container (${elsewhere})`
  return `the T.A.R.S. with pid ${pid}${where}`
}

/** Says who holds a data directory, what it is `doing`, and what to do when that is out of reach. */
export function describeHold(data: string, holder: LockHolder, doing: string): string {
  const advice = ` Stop it there; when it has ended, this directory is free after ${silenceMsMax / 1000} s.`
  return `${data} is held by ${nameHolder(holder)}, ${doing}.${holder.elsewhere === undefined ? '' : advice}`
}

/** A clock that runs ahead there makes a sign of life come from the future: fresh, as two holders are worse than a wait. */
const isFresh = (touchedAt: Date) => Date.now() - touchedAt.getTime() < silenceMsMax

/** A lock without a space was taken by an older T.A.R.S., which knew this machine only. */
function parseHolder(text: string, touchedAt: Date, ownSpace: string | undefined): LockHolder | undefined {
  try {
    const { pid, started, since, space, host } = JSON.parse(text) as Record<string, unknown>
    if (typeof pid !== 'number' || typeof started !== 'string') return undefined
    const isElsewhere = typeof space === 'string' && space !== ownSpace
    return {
      pid,
      started,
      since: typeof since === 'string' ? since : touchedAt.toISOString(),
      elsewhere: isElsewhere ? String(host) : undefined,
    }
  } catch {
    return undefined
  }
}
