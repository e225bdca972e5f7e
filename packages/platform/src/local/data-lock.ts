import { randomBytes } from 'node:crypto'
import { link, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { TarsError } from '@tars/contracts'
import { isRunning, readProcess } from './running-process.ts'

const attemptsMax = 20

/** Who holds a data directory. */
export interface LockHolder {
  readonly pid: number
  /** Start of that process, so that a pid given again is not mistaken for the holder. */
  readonly started: string
}

/** A data directory that this process holds. */
export interface DataLock extends AsyncDisposable {
  readonly path: string
}

/**
 * Takes the lock of a data directory. The file appears by a hard link, which succeeds for one process only and never shows
 * a half-written holder; a lock whose holder has ended is taken over.
 *
 * @throws {TarsError} DATA_DIRECTORY_HELD naming the process that holds it.
 */
export async function holdDataDirectory(data: string): Promise<DataLock> {
  const path = `${data}/lock`
  const own = await readProcess(process.pid)
  const mine = JSON.stringify({ pid: process.pid, started: own?.started ?? '' })
  const unfinished = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`
  try {
    await writeFile(unfinished, mine, { mode: 0o644 })
    for (let attempt = 0; attempt < attemptsMax; attempt++) {
      if (await tryLink(unfinished, path)) return { path, [Symbol.asyncDispose]: () => release(path, mine) }
      const text = await readFile(path, 'utf8').catch(() => '')
      const holder = parseHolder(text)
      if (holder && (await isRunning(holder))) throw held(data, holder)
      await takeAway(path, text)
    }
  } finally {
    await rm(unfinished, { force: true })
  }
  throw new TarsError('DATA_DIRECTORY_HELD', `${data} is being taken by other processes at this moment.`, {
    data,
  })
}

/** The process that holds a data directory now, and since when (ISO 8601); undefined when none does. */
export async function readLockHolder(data: string): Promise<(LockHolder & { since: string }) | undefined> {
  const holder = await readLock(data)
  return holder && (await isRunning(holder)) ? holder : undefined
}

/** Who took the lock of a data directory last and never gave it back, whether that process still runs or not. */
export async function readLock(data: string): Promise<(LockHolder & { since: string }) | undefined> {
  const path = `${data}/lock`
  const holder = parseHolder(await readFile(path, 'utf8').catch(() => ''))
  const file = holder && (await stat(path).catch(() => undefined))
  return holder && { ...holder, since: (file?.mtime ?? new Date()).toISOString() }
}

function parseHolder(text: string): LockHolder | undefined {
  try {
    const { pid, started } = JSON.parse(text) as Partial<LockHolder>
    return typeof pid === 'number' && typeof started === 'string' ? { pid, started } : undefined
  } catch {
    return undefined
  }
}

async function tryLink(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Removes a stale lock; when another process has taken the place in between, its lock is put back. */
async function takeAway(path: string, stale: string): Promise<void> {
  const aside = `${path}.stale.${process.pid}`
  try {
    await rename(path, aside)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  const found = await readFile(aside, 'utf8')
  if (found !== stale) await tryLink(aside, path)
  await rm(aside, { force: true })
}

async function release(path: string, mine: string): Promise<void> {
  if ((await readFile(path, 'utf8').catch(() => '')) === mine) await rm(path, { force: true })
}

function held(data: string, holder: LockHolder): TarsError {
  return new TarsError(
    'DATA_DIRECTORY_HELD',
    `${data} is held by the T.A.R.S. with pid ${holder.pid}, which is running.`,
    { data, pid: holder.pid },
  )
}
