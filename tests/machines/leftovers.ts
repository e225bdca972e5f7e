import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Processes whose command line names one of these folders, as "pid: command line". */
export async function listProcesses(folders: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    const words = command.replaceAll('\0', ' ')
    if (folders.some((folder) => words.includes(folder))) found.push(`${pid}: ${words}`)
  }
  return found
}

/** Locks and notes of a running platform that must be gone when it has stopped. */
export function listNotes(data: string): string[] {
  return ['lock', 'platform.json', 'postgres/postmaster.pid'].filter((name) => existsSync(join(data, name)))
}
