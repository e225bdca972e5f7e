import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type RunningProcess, readProcess, signalProcess, waitForEnd } from '../running-process.ts'

const fastShutdownMs = 20_000
const immediateShutdownMs = 10_000

/**
 * Stops the server that a killed supervisor has left running on a cluster, and removes a pid file that nobody stands
 * behind. It is stopped, not adopted: it is nobody's child any more, so its end would go unnoticed, and it writes its log
 * into a broken pipe. The caller must hold the data directory.
 *
 * @returns the pid of the server that was stopped, or undefined when none was running.
 */
export async function stopLeftoverServer(directory: string): Promise<number | undefined> {
  const pidFile = join(directory, 'postmaster.pid')
  const pid = await readPid(pidFile)
  if (pid === undefined) return undefined
  const server = await readProcess(pid)
  if (server && runsCluster(server, directory)) {
    await shutDown(server)
    return pid
  }
  // The pid is free or was given to a stranger; PostgreSQL would take the latter for a running server and refuse.
  await rm(pidFile, { force: true })
  return undefined
}

async function readPid(pidFile: string): Promise<number | undefined> {
  const text = await readFile(pidFile, 'utf8').catch(() => undefined)
  const pid = Number.parseInt(text?.split('\n')[0] ?? '', 10)
  return pid > 0 ? pid : undefined
}

function runsCluster(candidate: RunningProcess, directory: string): boolean {
  return candidate.command.includes('postgres') && candidate.command.includes(`-D ${directory}`)
}

async function shutDown(server: RunningProcess): Promise<void> {
  signalProcess(server.pid, 'SIGINT')
  if (await waitForEnd(server, fastShutdownMs)) return
  signalProcess(server.pid, 'SIGQUIT')
  if (await waitForEnd(server, immediateShutdownMs)) return
  signalProcess(server.pid, 'SIGKILL')
  await waitForEnd(server, immediateShutdownMs)
}
