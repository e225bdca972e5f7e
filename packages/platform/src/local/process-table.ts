import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const execute = promisify(execFile)

/** Columns of a process as `ps` prints them, unchanged; undefined when there is no such process. For systems without `/proc`. */
export async function readProcessColumns(
  pid: number,
  columns: readonly string[],
): Promise<string | undefined> {
  const format = columns.map((column) => `${column}=`).join(',')
  try {
    const { stdout } = await execute('/bin/ps', ['-ww', '-o', format, '-p', String(pid)], {
      env: { LC_ALL: 'C' },
    })
    return stdout.trim() === '' ? undefined : stdout.trim()
  } catch {
    return undefined
  }
}

/** State, start and command of `ps -o stat=,lstart=,command=`, such as `S Mon Nov 23 11:55:53 2026 /bin/sleep 60`. */
export function parseProcessColumns(
  text: string,
): { state: string; started: string; command: string } | undefined {
  const match = /^(\S+)\s+(\S+\s+\S+\s+\S+\s+\S+\s+\S+)\s+(.*)$/s.exec(text)
  return match ? { state: match[1]!, started: match[2]!, command: match[3]! } : undefined
}
