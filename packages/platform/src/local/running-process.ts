import { readFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { parseProcessColumns, readProcessColumns } from './process-table.ts'

const pollMs = 20

/** A process that runs now. A pid alone is no identity: it is given again; pid and start together are one. */
export interface RunningProcess {
  readonly pid: number
  /** When it started, in a form that only equality may be asked of (Linux: clock ticks since boot). */
  readonly started: string
  /** Its command line, arguments separated by spaces. */
  readonly command: string
}

/** The process with this pid, or undefined when there is none or when it has ended and only waits to be reaped. */
export async function readProcess(pid: number): Promise<RunningProcess | undefined> {
  return process.platform === 'linux' ? readFromProc(pid) : readFromPs(pid)
}

async function readFromProc(pid: number): Promise<RunningProcess | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
    // The name in parentheses may itself hold spaces and parentheses: fields are counted after the last one.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const [state, started] = [fields[0], fields[19]]
    if (state === 'Z' || state === 'X' || started === undefined) return undefined
    const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ').trim()
    return { pid, started, command }
  } catch {
    return undefined
  }
}

async function readFromPs(pid: number): Promise<RunningProcess | undefined> {
  const text = await readProcessColumns(pid, ['stat', 'lstart', 'command'])
  const found = text === undefined ? undefined : parseProcessColumns(text)
  if (!found || found.state.startsWith('Z')) return undefined
  return { pid, started: found.started, command: found.command }
}

/** Whether exactly this process (same pid, same start) still runs. */
export async function isRunning(candidate: Pick<RunningProcess, 'pid' | 'started'>): Promise<boolean> {
  return (await readProcess(candidate.pid))?.started === candidate.started
}

/** Waits until this process has ended. @returns false when it still runs after `timeoutMs`. */
export async function waitForEnd(
  candidate: Pick<RunningProcess, 'pid' | 'started'>,
  timeoutMs: number,
): Promise<boolean> {
  const deadline = performance.now() + timeoutMs
  while (await isRunning(candidate)) {
    if (performance.now() > deadline) return false
    await delay(pollMs)
  }
  return true
}

/** Sends a signal; a process that has ended in the meantime is no error. */
export function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
