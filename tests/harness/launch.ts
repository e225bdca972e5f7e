import { execFile } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const launcher = fileURLToPath(new URL('../../tars', import.meta.url))
const outputBytesMax = 16 * 1024 * 1024
const commandTimeoutMs = 150_000

/** What a command printed and how it ended. */
export interface CommandResult {
  code: number
  stdout: string
  stderr: string
}

/** A data directory of its own, with `./tars` bound to it. */
export interface TestInstallation extends AsyncDisposable {
  readonly data: string
  /** Runs `./tars` with arguments and `--data`, and waits for its end. */
  tars(...argv: string[]): Promise<CommandResult>
  /** The same with `--json`; gives the document. @throws {Error} when the command fails. */
  json<Document>(...argv: string[]): Promise<Document>
}

/** Makes a data directory; disposing of it stops the platform that runs on it and removes everything. */
export async function createInstallation(variables: Record<string, string> = {}): Promise<TestInstallation> {
  const data = await mkdtemp(join(tmpdir(), 'tars-installation-'))
  // The database's account must be able to pass, or its files would lie elsewhere and outlive this folder.
  await chmod(data, 0o755)
  const tars = (...argv: string[]) => runTars([...argv, '--data', data], variables)
  return {
    data,
    tars,
    async json<Document>(...argv: string[]) {
      const { code, stdout, stderr } = await tars(...argv, '--json')
      if (code !== 0) throw new Error(`./tars ${argv.join(' ')} ended with ${code}:\n${stderr}\n${stdout}`)
      return JSON.parse(stdout) as Document
    },
    async [Symbol.asyncDispose]() {
      await tars('down')
      await rm(data, { recursive: true, force: true })
    },
  }
}

function runTars(argv: readonly string[], variables: Record<string, string>): Promise<CommandResult> {
  const env = { ...process.env, ...variables }
  const options = { env, maxBuffer: outputBytesMax, timeout: commandTimeoutMs }
  return new Promise((resolve) => {
    execFile(launcher, argv, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1
      resolve({ code, stdout, stderr })
    })
  })
}
