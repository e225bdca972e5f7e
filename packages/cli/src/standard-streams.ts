import { fstatSync, writeFileSync } from 'node:fs'
import { exitCodes } from './exit-code.ts'
import type { Output } from './terminal/terminal.ts'

/**
 * The standard output of a process, on which nothing is lost unnoticed. A reader that has seen enough (`tars logs | head`)
 * only ends the command; whatever else keeps a result from getting there whole, such as a full disk, is told on stderr,
 * and the process ends with 1. Either way `end` is called.
 */
export function openOutput(process: NodeJS.Process, end: () => void): Output {
  const { stdout, stderr } = process
  let isTold = false
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    end()
    if (error.code === 'EPIPE' || isTold) return
    isTold = true
    stderr.write(`tars: the result could not be written to standard output: ${error.message}\n`)
    process.once('exit', () => {
      process.exitCode = exitCodes.failed
    })
  })
  // What is told on the way may get lost, and must not take a platform with it.
  stderr.on('error', ({ code }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE') end()
  })
  if (!fstatSync(stdout.fd).isFile()) return stdout
  return { fd: stdout.fd, write: (text) => writeWhole(stdout, text) }
}

/** The stream of a file takes what fitted on the disk for all of it; this goes on until all is there, or the disk refuses. */
function writeWhole(stdout: NodeJS.Process['stdout'], text: string): void {
  try {
    writeFileSync(stdout.fd, text)
  } catch (error) {
    stdout.destroy(error as Error)
  }
}
