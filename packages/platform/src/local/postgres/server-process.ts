import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { TarsError } from '@tars/contracts'
import { Client } from 'pg'
import { createLineTail, type LineTail } from '../line-tail.ts'
import { signalProcess } from '../running-process.ts'
import { createLineSplitter } from '../supervisor/line-splitter.ts'
import { serverEnvironment } from './run-command.ts'
import type { ServerAccount } from './server-account.ts'
import { guardServer } from './server-guard.ts'
import { type ServerLaunch, serverArguments } from './server-settings.ts'

const readyTimeoutMs = 120_000
const pollMs = { first: 20, max: 500 }
const fastShutdownMs = 20_000
const immediateShutdownMs = 5_000

/** A running server process. */
export interface ServerProcess {
  readonly pid: number
  /** Resolves when the process has ended and is reaped; never rejects. */
  readonly ended: Promise<void>
  /** Fast shutdown (clients are cut, everything is written); after 20 s immediate, after 5 s more killed. */
  stop(): Promise<void>
}

/** How to start a server process. */
export interface ServerStart extends ServerLaunch {
  readonly postgres: string
  readonly account: ServerAccount | undefined
  readonly password: string
  /** Receives every line that the server logs. */
  readonly log: (line: string) => void
}

/**
 * Starts the server and waits until it answers queries, recovery included.
 *
 * @throws {TarsError} POSTGRES_FAILED with the server's last log lines when it ends early or is not ready in 120 s.
 */
export async function startServerProcess(start: ServerStart): Promise<ServerProcess> {
  const tail = createLineTail(12)
  const child = spawn(start.postgres, serverArguments(start), {
    cwd: '/',
    env: serverEnvironment,
    stdio: ['ignore', 'ignore', 'pipe'],
    // A session of its own: Ctrl-C in the terminal must reach the supervisor only, which stops things in order.
    detached: true,
    ...(start.account && { uid: start.account.uid, gid: start.account.gid }),
  })
  const splitter = createLineSplitter((line) => {
    tail.push(line)
    start.log(line)
  })
  child.once('error', ({ message }) => tail.push(message))
  const ended = endOf(child)
  // Without a free file descriptor there is a child, but no streams.
  child.stderr?.setEncoding('utf8').on('data', splitter.push)
  await Promise.race([once(child, 'spawn'), ended])
  if (child.pid === undefined) throw failed(`${start.postgres} could not be started`, tail)
  void ended.then(guardServer(child.pid, start.account))
  const server: ServerProcess = { pid: child.pid, ended, stop: () => stopServer(child, ended) }
  await waitUntilReady(server, start, tail)
  return server
}

function endOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    // Its last words may come after its exit; a backend that outlives it for a moment must not hold this up.
    child.once('exit', () => setImmediate(resolve))
    child.once('error', () => resolve())
  })
}

async function waitUntilReady(server: ServerProcess, start: ServerStart, tail: LineTail): Promise<void> {
  let running = true
  void server.ended.then(() => {
    running = false
  })
  const deadline = performance.now() + readyTimeoutMs
  let waitMs = pollMs.first
  while (running && performance.now() < deadline) {
    const answer = await tryConnect(start.port, start.password)
    if (answer === 'ready') return
    if (answer === 'password refused') {
      await server.stop()
      throw new TarsError(
        'POSTGRES_FAILED',
        `The database in ${start.directory} has another password than the one kept beside it. Restore the secrets.json ` +
          'that belongs to it, or choose another directory with --data.',
        { directory: start.directory },
      )
    }
    await delay(waitMs)
    waitMs = Math.min(pollMs.max, waitMs * 1.5)
  }
  if (running) await server.stop()
  throw failed(running ? `was not ready in ${readyTimeoutMs / 1000} s` : 'ended before it was ready', tail)
}

async function tryConnect(port: number, password: string): Promise<'ready' | 'password refused' | 'not yet'> {
  const client = new Client({
    host: '127.0.0.1',
    port,
    user: 'tars',
    password,
    database: 'postgres',
    connectionTimeoutMillis: 5_000,
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return 'ready'
  } catch (error) {
    return (error as { code?: string }).code === '28P01' ? 'password refused' : 'not yet'
  } finally {
    await client.end().catch(() => undefined)
  }
}

function failed(what: string, tail: LineTail): TarsError {
  const lines = tail.text()
  return new TarsError(
    'POSTGRES_FAILED',
    `PostgreSQL ${what}.${lines === '' ? '' : ` Its last words:\n${lines}`}`,
  )
}

async function stopServer(child: ChildProcess, ended: Promise<void>): Promise<void> {
  const pid = child.pid!
  for (const [signal, waitMs] of [
    ['SIGINT', fastShutdownMs],
    ['SIGQUIT', immediateShutdownMs],
  ] as const) {
    if (child.exitCode !== null || child.signalCode !== null) return
    signalProcess(pid, signal)
    if (await endsWithin(ended, waitMs)) return
  }
  signalProcess(pid, 'SIGKILL')
  await ended
}

async function endsWithin(ended: Promise<void>, waitMs: number): Promise<boolean> {
  const timer = new AbortController()
  const result = await Promise.race([
    ended.then(() => true),
    delay(waitMs, false, { signal: timer.signal }).catch(() => false),
  ])
  timer.abort()
  return result
}
