import { execFile } from 'node:child_process'

const outputBytesMax = 16 * 1024 * 1024
const timeoutMs = 900_000

/** The variables of this process, with the programs of an administrator on the search path. */
const administration = { ...process.env, PATH: `${process.env.PATH ?? ''}:/usr/sbin:/sbin` }

/** How a command ended and what it printed. */
export interface CommandEnd {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** In which folder, with which variables and as whom a command runs. */
export interface CommandOptions {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly account?: { readonly uid: number; readonly gid: number } | undefined
}

/** Runs a command to its end; a bad end is a result, too. */
export function runSystem(
  file: string,
  argv: readonly string[],
  { cwd = '/', env = administration, account }: CommandOptions = {},
): Promise<CommandEnd> {
  const options = { cwd, env: { ...env }, maxBuffer: outputBytesMax, timeout: timeoutMs, ...account }
  return new Promise((resolve) => {
    execFile(file, argv, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1
      resolve({ code, stdout, stderr: error !== null && stderr === '' ? error.message : stderr })
    })
  })
}

/** The same for commands that have to succeed. @returns what it printed @throws {Error} with its words when it does not. */
export async function demand(
  file: string,
  argv: readonly string[],
  options?: CommandOptions,
): Promise<string> {
  const { code, stdout, stderr } = await runSystem(file, argv, options)
  if (code !== 0) throw new Error(`${file} ${argv.join(' ')} ended with ${code}:\n${stderr}\n${stdout}`)
  return stdout
}
