import { readFile } from 'node:fs/promises'
import { type Check, outcomesOf } from './check.ts'

const limitMin = 256
const roomyMin = 1_024
const { ok, warning, broken } = outcomesOf('open-files', 'open files')

/** The limit of open files that a process of this user gets; undefined where it is not told, or without a limit. */
export async function readOpenFilesLimit(): Promise<number | undefined> {
  const limits = await readFile('/proc/self/limits', 'utf8').catch(() => '')
  const limit = Number(/^Max open files\s+(\d+)/m.exec(limits)?.[1])
  return Number.isInteger(limit) ? limit : undefined
}

/** Whether the limit of open files allows the connections that a platform needs. */
export function checkOpenFiles(limit: number | undefined): Check {
  if (limit === undefined) return ok('no limit is told')
  if (limit >= roomyMin) return ok(`up to ${limit}`)
  const fault = {
    found: `up to ${limit}`,
    why: 'Every connection of a browser and of a service to the database is an open file; when none is left, calls are refused.',
    mend: 'Raise it before the start: `ulimit -n 4096`; for good, in /etc/security/limits.conf.',
  }
  return limit < limitMin ? broken(fault) : warning(fault)
}
