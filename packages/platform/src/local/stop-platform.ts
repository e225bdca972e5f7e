import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { TarsError } from '@tars/contracts'
import { takeDataDirectory } from './data-directory.ts'
import { type LockHolder, nameHolder, readLockHolder } from './lock-holder.ts'
import { type PlatformFile, readPlatform, removePlatformFile } from './platform-file.ts'
import { findCluster } from './postgres/cluster-place.ts'
import { stopLeftoverServer } from './postgres/leftover-server.ts'
import { isRunning, signalProcess } from './running-process.ts'
import { holdsSecrets } from './secrets.ts'

const endMs = 120_000
const answerMs = 5_000
const pollMs = 50

/**
 * Stops the platform of a data directory and waits for its end: asks its control or, while it is still starting, its
 * process. A database server that a killed platform has left running is stopped, too. A folder that is no data directory
 * is not touched.
 *
 * @returns the pid of what was stopped; undefined when nothing ran.
 * @throws {TarsError} PLATFORM_UNREACHABLE when it may not be stopped, runs elsewhere or has not ended after two minutes.
 */
export async function stopPlatform(data: string): Promise<number | undefined> {
  const holder = await readLockHolder(data)
  if (!holder) return stopRemains(data)
  const platform = await readPlatform(data)
  if (!platform || !(await askToStop(platform))) terminate(holder, data)
  const deadline = performance.now() + endMs
  while (performance.now() < deadline) {
    const released = (await readLockHolder(data))?.pid !== holder.pid
    if (released && !(await outlives(holder))) return holder.pid
    await delay(pollMs)
  }
  throw unreachable(`The platform with pid ${holder.pid} has not ended after two minutes.`, data, holder)
}

/** Whether a process other than this one still runs after it has given its lock back; elsewhere that cannot be seen. */
async function outlives(holder: LockHolder): Promise<boolean> {
  return holder.elsewhere === undefined && holder.pid !== process.pid && isRunning(holder)
}

async function askToStop({ controlUrl, controlToken }: PlatformFile): Promise<boolean> {
  try {
    const answer = await fetch(`${controlUrl}/stop`, {
      method: 'POST',
      headers: { authorization: `Bearer ${controlToken}` },
      signal: AbortSignal.timeout(answerMs),
    })
    return answer.ok
  } catch {
    return false
  }
}

function terminate(holder: LockHolder, data: string): void {
  if (holder.elsewhere !== undefined)
    throw unreachable(`${data} is held by ${nameHolder(holder)}. Stop it there.`, data, holder)
  try {
    signalProcess(holder.pid, 'SIGTERM')
  } catch (error) {
    const message = `The platform with pid ${holder.pid} belongs to another user, who can stop it.`
    throw unreachable(message, data, holder, error)
  }
}

async function stopRemains(data: string): Promise<number | undefined> {
  if (!(await holdsSecrets(data))) return undefined
  await using held = await takeDataDirectory(data)
  await removePlatformFile(held.path)
  const cluster = await findCluster(join(held.path, 'postgres'))
  return cluster === undefined ? undefined : stopLeftoverServer(cluster)
}

function unreachable(message: string, data: string, { pid }: LockHolder, cause?: unknown): TarsError {
  return new TarsError('PLATFORM_UNREACHABLE', message, { data, pid }, cause)
}
