import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { readLockHolder } from '../lock-holder.ts'
import { runCommand } from '../postgres/run-command.ts'
import { readProcess } from '../running-process.ts'

const foldersMax = 1_000
const sizeMs = 10_000

/** Database files that no data directory refers to any more. */
export interface AbandonedCluster {
  readonly directory: string
  /** The data directory's file that referred to it; undefined when that is not known. */
  readonly belongedTo: string | undefined
  /** Undefined when it could not be measured in time. */
  readonly sizeBytes: number | undefined
  /** The server that runs on it. */
  readonly pid: number | undefined
}

/** Finds database files below the folder where root keeps them that are not referred to, and those set aside anywhere. */
export async function findAbandonedClusters(
  systemDirectory: string,
  data: string,
): Promise<AbandonedCluster[]> {
  const found: AbandonedCluster[] = []
  for (const id of (await namesIn(systemDirectory))
    .filter((name) => name !== 'binaries')
    .slice(0, foldersMax)) {
    const folder = join(systemDirectory, id)
    const belongsTo = (await readText(join(folder, 'belongs-to'))).trim() || undefined
    const cluster = join(folder, 'postgres')
    if (!(await isReferredTo(cluster, belongsTo))) found.push(await describe(folder, cluster, belongsTo))
    else for (const aside of await namesSetAside(folder)) found.push(await describe(aside, aside, belongsTo))
  }
  for (const aside of await namesSetAside(data)) found.push(await describe(aside, aside, undefined))
  return found
}

/** Whether a data directory needs a cluster, as far as this user can see: what may not be looked at is left alone. */
async function isReferredTo(cluster: string, belongsTo: string | undefined): Promise<boolean> {
  if (belongsTo === undefined) return !(await isReadable(dirname(cluster)))
  // A platform that starts now has made its cluster, perhaps, and not yet the file that refers to it.
  if (await readLockHolder(dirname(belongsTo))) return true
  const refers = (text: string) => text.trim() === cluster
  return readFile(belongsTo, 'utf8').then(refers, (error: NodeJS.ErrnoException) => error.code === 'EACCES')
}

const isReadable = (folder: string) =>
  readdir(folder).then(
    () => true,
    () => false,
  )

async function describe(
  directory: string,
  cluster: string,
  belongedTo: string | undefined,
): Promise<AbandonedCluster> {
  const pid = Number.parseInt(await readText(join(cluster, 'postmaster.pid')), 10)
  const server = pid > 0 ? await readProcess(pid) : undefined
  const runs = server?.command.includes(cluster) ? pid : undefined
  return { directory, belongedTo, sizeBytes: await measure(directory), pid: runs }
}

async function measure(directory: string): Promise<number | undefined> {
  const { code, output } = await runCommand('du', ['-sk', directory], { timeoutMs: sizeMs })
  return code === 0 ? Number.parseInt(output, 10) * 1024 : undefined
}

async function namesSetAside(folder: string): Promise<string[]> {
  const names = (await namesIn(folder)).filter((name) => /^postgres\.set-aside(-\d+)?$/.test(name))
  return names.map((name) => join(folder, name))
}

const namesIn = (folder: string) => readdir(folder).catch(() => [] as string[])
const readText = (path: string) => readFile(path, 'utf8').catch(() => '')
