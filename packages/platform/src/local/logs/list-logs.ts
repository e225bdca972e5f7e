import { readdir } from 'node:fs/promises'

/** The services that have written a log into a directory, by name; none when the directory is not there. */
export async function listLogs(directory: string): Promise<string[]> {
  const names = await readdir(directory).catch(() => [])
  const services = names.map((name) => /^([a-z0-9-]+)\.jsonl(\.1)?$/.exec(name)?.[1])
  return [...new Set(services.filter((name) => name !== undefined))].sort()
}
