import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'
import { signalProcess } from '../running-process.ts'
import { createLineSplitter } from './line-splitter.ts'

/** How a service's process is started. */
export interface ServiceCommand {
  /** The module that Node runs. */
  readonly main: string
  readonly workingDirectory: string
  /** The whole environment of the process. */
  readonly environment: Readonly<Record<string, string>>
}

/** A running service process. */
export interface ServiceProcess {
  readonly pid: number | undefined
  readonly startedAt: Date
  /** Resolves, once the process is reaped and its output read, with how it ended: `code 1` or `signal SIGKILL`. */
  readonly ended: Promise<string>
  /** Asks the process to finish; after `drainMs` it is killed. */
  stop(drainMs: number): Promise<void>
}

/** Small young generation: services hold little that lives shortly, and each saves about 14 MB resident. */
const nodeArguments = ['--max-semi-space-size=1', '--disable-warning=ExperimentalWarning']

/**
 * Starts a service with the Node that runs this process. A channel is open to it, by whose end it notices when this process
 * has died; it has a session of its own, so that Ctrl-C reaches this process alone.
 */
export function startServiceProcess(
  command: ServiceCommand,
  onLine: (line: string, stream: 'stdout' | 'stderr') => void,
): ServiceProcess {
  const child = spawn(process.execPath, [...nodeArguments, command.main], {
    cwd: command.workingDirectory,
    env: { ...command.environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: true,
  })
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('close', (code, signal) => resolve(signal ? `signal ${signal}` : `code ${code}`))
  })
  readLines(child, 'stdout', onLine)
  readLines(child, 'stderr', onLine)
  return {
    pid: child.pid,
    startedAt: new Date(),
    ended,
    async stop(drainMs) {
      if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
      signalProcess(child.pid, 'SIGTERM')
      const timer = new AbortController()
      const patience = delay(drainMs, 'too late', { signal: timer.signal }).catch(() => 'cancelled')
      if ((await Promise.race([ended, patience])) === 'too late') signalProcess(child.pid, 'SIGKILL')
      timer.abort()
      await ended
    },
  }
}

function readLines(
  child: ChildProcess,
  stream: 'stdout' | 'stderr',
  onLine: (line: string, stream: 'stdout' | 'stderr') => void,
): void {
  const splitter = createLineSplitter((line) => onLine(line, stream))
  // Without a free file descriptor there is a child, but no streams.
  child[stream]?.setEncoding('utf8')
  child[stream]?.on('data', (text: string) => splitter.push(text))
  child[stream]?.once('close', () => splitter.end())
}
