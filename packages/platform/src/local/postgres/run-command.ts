import { spawn } from 'node:child_process'

const outputLengthMax = 65_536

/** The environment of PostgreSQL's programs: nothing of the caller's (PGPORT, PGDATA …) can reach them. */
export const serverEnvironment: Readonly<Record<string, string>> = {
  PATH: '/usr/local/bin:/usr/bin:/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
}

/** What a command left behind: its exit code (null: killed or never started) and all that it wrote. */
export interface CommandResult {
  readonly code: number | null
  readonly output: string
}

/** Who runs the command, and for how long at most. */
export interface CommandOptions {
  readonly timeoutMs: number
  readonly account?: { readonly uid: number; readonly gid: number } | undefined
}

/** Runs a command to its end in `/`, as another account if asked (root only). Never throws: a failed start is a result. */
export function runCommand(
  file: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd: '/',
      env: serverEnvironment,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: options.timeoutMs,
      killSignal: 'SIGKILL',
      ...(options.account && { uid: options.account.uid, gid: options.account.gid }),
    })
    let output = ''
    const collect = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-outputLengthMax)
    }
    child.once('error', (error) => resolve({ code: null, output: error.message }))
    child.once('close', (code) => resolve({ code, output: output.trim() }))
    // Without a free file descriptor there is a child, but no streams.
    child.stdout?.on('data', collect)
    child.stderr?.on('data', collect)
  })
}
