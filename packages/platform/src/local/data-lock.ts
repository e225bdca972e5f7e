import { randomBytes } from 'node:crypto'
import { type FileHandle, link, open, readFile, rename, rm } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { TarsError } from '@tars/contracts'
import { beatMs, describeHold, describeOwnHold, type LockHolder, readLockFile } from './lock-holder.ts'

const attemptsMax = 20
const attemptMs = 25
const successorsMax = 3

/** A data directory that this process holds. */
export interface DataLock extends AsyncDisposable {
  readonly path: string
}

/**
 * Takes the lock of a data directory, and touches it every 5 s as a sign of life. The file appears by a hard link, which
 * succeeds for one process only and never shows a half-written holder; a lock whose holder has ended is taken over.
 *
 * @throws {TarsError} DATA_DIRECTORY_HELD naming the process that holds it.
 */
export async function holdDataDirectory(data: string): Promise<DataLock> {
  const path = `${data}/lock`
  const mine = await describeOwnHold()
  const unfinished = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`
  const file = await open(unfinished, 'wx', 0o644)
  try {
    await file.writeFile(mine)
    await takeLock(data, unfinished, path)
  } catch (error) {
    await file.close()
    throw error
  } finally {
    await rm(unfinished, { force: true })
  }
  const beating = setInterval(() => void beat(file), beatMs).unref()
  return {
    path,
    async [Symbol.asyncDispose]() {
      clearInterval(beating)
      await release(path, mine)
      await file.close()
    },
  }
}

async function takeLock(data: string, from: string, path: string): Promise<void> {
  for (let attempt = 0; attempt < attemptsMax; attempt++) {
    const taken = await tryTake(from, path)
    if (taken === 'mine') return
    if (taken !== 'contested') throw held(data, taken, describeHold(data, taken, 'which is running'))
    await delay(attemptMs)
  }
  throw held(data, undefined, `${data} is being taken by other processes at this moment.`)
}

async function tryTake(
  from: string,
  path: string,
  successors = 0,
): Promise<LockHolder | 'mine' | 'contested'> {
  if (await tryLink(from, path)) return 'mine'
  const lock = await readLockFile(path)
  if (lock?.isHeld) return lock.holder
  return successors < successorsMax && (await succeed(from, path, successors)) ? 'mine' : 'contested'
}

/**
 * Replaces the lock of a holder that has ended. One process at a time may: the one that holds `<path>.next`, a lock of the
 * same kind, which then looks again. The rename leaves no moment without a lock, so nobody's can be taken away.
 */
async function succeed(from: string, path: string, successors: number): Promise<boolean> {
  const next = `${path}.next`
  if ((await tryTake(from, next, successors + 1)) !== 'mine') return false
  const lock = await readLockFile(path)
  const isAbandoned = lock !== undefined && !lock.isHeld
  await (isAbandoned ? rename(next, path) : rm(next))
  return isAbandoned
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

/** Touches the file itself, not its name: after a take-over the name is another's. */
async function beat(file: FileHandle): Promise<void> {
  const now = new Date()
  // One beat that fails is made good by the next.
  await file.utimes(now, now).catch(() => undefined)
}

async function release(path: string, mine: string): Promise<void> {
  if ((await readFile(path, 'utf8').catch(() => '')) === mine) await rm(path, { force: true })
}

function held(data: string, holder: LockHolder | undefined, message: string): TarsError {
  return new TarsError('DATA_DIRECTORY_HELD', message, { data, pid: holder?.pid })
}
