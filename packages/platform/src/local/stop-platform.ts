import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { TarsError } from '@tars/contracts'
import { openDataDirectory } from './data-directory.ts'
import { type LockHolder, readLockHolder } from './data-lock.ts'
import { type PlatformFile, readPlatform, removePlatformFile } from './platform-file.ts'
import { findCluster } from './postgres/cluster-place.ts'
import { stopLeftoverServer } from './postgres/leftover-server.ts'
import { isRunning, signalProcess } from './running-process.ts'

const endMs = 120_000
const answerMs = 5_000
const pollMs = 50

/**
 * Stops the platform of a data directory and waits for its end: asks its control or, while it is still starting, its
 * process. A database server that a killed platform has left running is stopped, too.
 *
 * @returns the pid of what was stopped; undefined when nothing ran.
 * @throws {TarsError} PLATFORM_UNREACHABLE when it may not be stopped or has not ended after two minutes.
 */
export async function stopPlatform(data: string): Promise<number | undefined> {
  const holder = await readLockHolder(data)
  if (!holder) return stopRemains(data)
  const platform = await readPlatform(data)
  if (!platform || !(await askToStop(platform))) terminate(holder, data)
  const deadline = performance.now() + endMs
  while (performance.now() < deadline) {
    const released = (await readLockHolder(data))?.pid !== holder.pid
    if (released && (holder.pid === process.pid || !(await isRunning(holder)))) return holder.pid
    await delay(pollMs)
  }
  throw unreachable(`The platform with pid ${holder.pid} has not ended after two minutes.`, data, holder)
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
  try {
    signalProcess(holder.pid, 'SIGTERM')
  } catch (error) {
    const message = `The platform with pid ${holder.pid} belongs to another user, who can stop it.`
    throw unreachable(message, data, holder, error)
  }
}

async function stopRemains(data: string): Promise<number | undefined> {
  const there = await stat(data).catch(() => undefined)
  if (!there) return undefined
  await using held = await openDataDirectory(data)
  await removePlatformFile(held.path)
  const cluster = await findCluster(join(held.path, 'postgres'))
  return cluster === undefined ? undefined : stopLeftoverServer(cluster)
}

function unreachable(message: string, data: string, { pid }: LockHolder, cause?: unknown): TarsError {
  return new TarsError('PLATFORM_UNREACHABLE', message, { data, pid }, cause)
}
