import { readFile } from 'node:fs/promises'
import { readProcessColumns } from '../process-table.ts'

/** Resident memory of a process in bytes; null when it has ended. */
export async function readMemoryBytes(pid: number): Promise<number | null> {
  if (process.platform === 'linux') return readKibibytes(`/proc/${pid}/status`, /^VmRSS:\s+(\d+) kB$/m)
  const kibibytes = await readProcessColumns(pid, ['rss'])
  return kibibytes === undefined ? null : Number(kibibytes) * 1024
}

/**
 * Proportional memory of a process in bytes: pages that n processes share count 1/n, so that a sum over processes is the
 * memory that they really take. Linux only; null elsewhere and when the process has ended.
 */
export async function readProportionalMemoryBytes(pid: number): Promise<number | null> {
  return readKibibytes(`/proc/${pid}/smaps_rollup`, /^Pss:\s+(\d+) kB$/m)
}

async function readKibibytes(path: string, pattern: RegExp): Promise<number | null> {
  const text = await readFile(path, 'utf8').catch(() => '')
  const found = pattern.exec(text)
  return found ? Number(found[1]) * 1024 : null
}
