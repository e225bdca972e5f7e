import { readdir, readFile } from 'node:fs/promises'
import type { Result } from './report.ts'

/** Where the latest result of each benchmark is kept. */
export const resultsDirectory = new URL('./results/', import.meta.url)

/** The latest results of the benchmarks named, in their order; those that never ran are left out. */
export async function readResults(names: readonly string[]): Promise<Result[]> {
  const known = await readdir(resultsDirectory)
  const files = names.map((name) => `${name}.json`).filter((file) => known.includes(file))
  return Promise.all(
    files.map(async (file) => JSON.parse(await readFile(new URL(file, resultsDirectory), 'utf8'))),
  )
}
