import { type LockHolder, nameHolder, readLock, readLockHolder } from '../lock-holder.ts'
import { readPlatform } from '../platform-file.ts'
import { type Check, outcomesOf } from './check.ts'
import { toShellWord } from './shell-word.ts'

const startMsMax = 10 * 60_000
const { ok, warning } = outcomesOf('holder', 'lock')

/** Who holds a data directory. */
export interface HolderFacts {
  readonly data: string
  /** Who took the lock last and has not given it back. */
  readonly lock: Pick<LockHolder, 'pid' | 'since' | 'elsewhere'> | undefined
  readonly isRunning: boolean
  /** Address of the platform, once it is ready. */
  readonly url: string | undefined
  readonly now: number
}

/** Reads who holds a data directory. */
export async function readHolderFacts(data: string, now: number): Promise<HolderFacts> {
  const [lock, holder, platform] = await Promise.all([
    readLock(data),
    readLockHolder(data),
    readPlatform(data),
  ])
  return { data, lock, isRunning: holder !== undefined, url: platform?.url, now }
}

/** Whether the data directory is free, or held by a platform that runs or starts. */
export function checkHolder({ data, lock, isRunning, url, now }: HolderFacts): Check {
  if (!lock) return ok('free: no T.A.R.S. runs on this data')
  const { pid, since } = lock
  const holder = nameHolder(lock)
  if (!isRunning) return ok(`left by pid ${pid}, which has ended; the next start takes it over`)
  if (url) return ok(`held by ${holder}, which runs at ${url} since ${since}`)
  const starting = `held by ${holder}, whose start is under way since ${since}`
  if (now - Date.parse(since) < startMsMax) return ok(starting)
  return warning({
    found: starting,
    why: `A start takes a minute or two, not ${Math.round((now - Date.parse(since)) / 60_000)}.`,
    mend: `See what it does: \`./tars logs --data ${toShellWord(data)}\`; stop it: \`./tars down --data ${toShellWord(data)}\`.`,
  })
}
