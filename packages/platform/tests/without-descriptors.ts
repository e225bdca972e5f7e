import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const descriptorsMax = 64

const prelude = `
import { closeSync, openSync } from 'node:fs'
const opened: number[] = []
/** Takes every file descriptor that is left. */
function exhaust() {
  try {
    for (;;) opened.push(openSync('/dev/null'))
  } catch (error) {
    if (error.code !== 'EMFILE') throw error
  }
}
function relent() {
  for (const descriptor of opened.splice(0)) closeSync(descriptor)
}
`

/**
 * Runs a TypeScript module in a process of its own that has 64 file descriptors, and can `exhaust()` and `relent()` them.
 *
 * @returns what it wrote; rejects with its error output when it does not end with 0.
 */
export async function runWithoutDescriptors(source: string, workingDirectory: string): Promise<string> {
  const command = `ulimit -n ${descriptorsMax}; exec "$0" "$@"`
  const argv = [process.execPath, '--input-type=module-typescript', '-e', prelude + source]
  const { stdout } = await promisify(execFile)('/bin/sh', ['-c', command, ...argv], {
    cwd: workingDirectory,
    timeout: 25_000,
  })
  return stdout.trim()
}
