import type { CommandUses, LocalPlatformUses } from '../src/command-uses.ts'
import { runCli } from '../src/run-cli.ts'
import { createTerminal } from '../src/terminal/terminal.ts'
import { acceptedKey } from './route-server.ts'

/** What a command line did. */
export interface CommandEnd {
  readonly code: number
  readonly out: string
  readonly err: string
  /** The JSON document on stdout. */
  json(): Record<string, unknown>
}

/** The local platform of a test that must not need one. */
export const noPlatform: LocalPlatformUses = {
  startLocalPlatform: () => Promise.reject(new Error('nothing may be started here')),
  readPlatform: () => Promise.resolve(undefined),
  readLockHolder: () => Promise.resolve(undefined),
  stopPlatform: () => Promise.reject(new Error('nothing may be stopped here')),
  makeDataDirectory: () => Promise.resolve(),
  examineMachine: () => Promise.reject(new Error('nothing may be examined here')),
  listLogs: () => Promise.resolve([]),
  createLogFile: () => ({ readPast: () => Promise.resolve([]), readNew: () => Promise.resolve([]) }),
}

/** What a test changes of what a command is given. */
export type GivenUses = Partial<CommandUses> & { url?: string; columns?: number; isTTY?: boolean }

/** What a command is given in a test – the platform at `url`, no local one – and what it has written so far. */
export function createUses(given: GivenUses = {}) {
  const { url, columns = 100, isTTY = false, ...changes } = given
  const written = { out: '', err: '' }
  const stream = (name: 'out' | 'err') => ({
    write: (text: string) => {
      written[name] += text
    },
    isTTY,
    columns,
  })
  const uses: Omit<CommandUses, 'exitWith'> = {
    terminal: createTerminal(stream('out'), stream('err'), { NO_COLOR: '1', TERM: 'xterm' }),
    root: '/nowhere',
    cwd: '/nowhere',
    version: '1.2.3',
    remote: { url, key: acceptedKey },
    databaseUrl: undefined,
    environment: {},
    installSeconds: undefined,
    interrupted: new AbortController().signal,
    now: Date.now,
    fetch: globalThis.fetch,
    WebSocket: globalThis.WebSocket,
    loadPlatform: () => Promise.resolve(noPlatform),
    tellStarter: undefined,
    ...changes,
  }
  return { uses, written }
}

/** Runs a command line in this process against the platform at `url`, and keeps what it writes. */
export async function runCommand(argv: readonly string[], given: GivenUses = {}): Promise<CommandEnd> {
  const { uses, written } = createUses(given)
  const code = await runCli(argv, uses)
  const { out, err } = written
  return { code, out, err, json: () => JSON.parse(out) as Record<string, unknown> }
}
