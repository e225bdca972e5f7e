import { execFile } from 'node:child_process'

const answerMs = 10_000

/** The version that a program on a search path tells about itself, without a leading `v`; undefined when there is none. */
export function readToolVersion(
  program: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const options = { env: { ...environment }, timeout: answerMs, cwd: '/' }
    execFile(program, ['--version'], options, (error, stdout) => {
      const version = /^v?(\d+\.\d+\.\d+\S*)\s*$/m.exec(stdout)?.[1]
      resolve(error === null ? version : undefined)
    })
  })
}

/** The first number of a version, such as 24. */
export function majorOf(version: string): number {
  return Number.parseInt(version, 10)
}
