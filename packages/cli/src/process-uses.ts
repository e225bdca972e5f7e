import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { CommandUses } from './command-uses.ts'
import { exitCodes } from './exit-code.ts'
import { openOutput } from './standard-streams.ts'
import { createTerminal } from './terminal/terminal.ts'

type Variables = Readonly<Record<string, string | undefined>>

/** What the commands of a process are given: its streams, its directory, its signals and these variables. */
export function createProcessUses(
  process: NodeJS.Process,
  variables: Variables,
): Omit<CommandUses, 'exitWith'> {
  const root = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '')
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  const interruption = new AbortController()
  const output = openOutput(process, () => interruption.abort(new Error('nobody reads')))
  watchSignals(process, interruption)
  return {
    terminal: createTerminal(output, process.stderr, variables),
    root,
    cwd: process.cwd(),
    version,
    remote: { url: given(variables.TARS_URL), key: given(variables.TARS_API_KEY) },
    databaseUrl: given(variables.TARS_DATABASE_URL),
    environment: variables,
    installSeconds:
      variables.TARS_INSTALL_SECONDS === undefined ? undefined : Number(variables.TARS_INSTALL_SECONDS),
    interrupted: interruption.signal,
    now: Date.now,
    fetch: globalThis.fetch,
    WebSocket: globalThis.WebSocket,
    loadPlatform: () => import('@tars/platform'),
    tellStarter: process.send === undefined ? undefined : (message) => tell(process, message),
  }
}

/** The first signal asks for a clean stop, the second ends the process at once. */
function watchSignals(process: NodeJS.Process, interruption: AbortController): void {
  const onSignal = () => {
    if (interruption.signal.aborted) process.exit(exitCodes.interrupted)
    interruption.abort(new Error('interrupted'))
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal)
}

/** The process that started this one may be gone already; then nobody needs to be told. */
function tell(process: NodeJS.Process, message: unknown): void {
  if (process.connected) process.send?.(message, undefined, undefined, () => {})
}

function given(value: string | undefined): string | undefined {
  return value === '' ? undefined : value
}
