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
  stopPlatform: () => Promise.reject(new Error('nothing may be stopped here')),
}

/** Runs a command line in this process against the platform at `url`, and keeps what it writes. */
export async function runCommand(
  argv: readonly string[],
  given: Partial<CommandUses> & { url?: string; columns?: number; isTTY?: boolean } = {},
): Promise<CommandEnd> {
  const { url, columns = 100, isTTY = false, ...uses } = given
  let out = ''
  let err = ''
  const stream = (keep: (text: string) => void) => ({ write: keep, isTTY, columns })
  const code = await runCli(argv, {
    terminal: createTerminal(
      stream((text) => {
        out += text
      }),
      stream((text) => {
        err += text
      }),
      { NO_COLOR: '1', TERM: 'xterm' },
    ),
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
    ...uses,
  })
  return { code, out, err, json: () => JSON.parse(out) as Record<string, unknown> }
}
