import { chown, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { TarsError } from '@tars/contracts'
import { writePrivateFile } from '../private-file.ts'
import { type PostgresBinaries, withPlainPath } from './binaries.ts'
import { type ClusterPlace, writePointer } from './cluster-place.ts'
import { newClusterBytesMin, requireFreeSpace } from './free-space.ts'
import { runCommand } from './run-command.ts'
import type { ServerAccount } from './server-account.ts'
import { initialiseArguments } from './server-settings.ts'

const timeoutMs = 120_000

/**
 * Makes the cluster of a place. It grows in a folder of its own beside it and is renamed when complete, so that a kill at
 * any moment leaves either no cluster or a whole one; the next start removes the remains.
 *
 * @throws {TarsError} DATA_DIRECTORY_UNSUITABLE when the disk is full or read-only; POSTGRES_FAILED with initdb's words.
 */
export async function initialiseCluster(
  place: ClusterPlace,
  binaries: PostgresBinaries,
  password: string,
  settings?: Readonly<Record<string, string>>,
): Promise<void> {
  const prefix = `${place.directory}.unfinished-`
  await removeRemains(prefix)
  await requireFreeSpace(dirname(place.directory), newClusterBytesMin, 'a new database')
  try {
    // A name of its own each time: an initdb that outlived a killed supervisor may still be writing into the last one.
    const nursery = await mkdtemp(prefix)
    const [cluster, passwordFile] = [join(nursery, 'cluster'), join(nursery, 'password')]
    await mkdir(cluster, { mode: 0o700 })
    await writePrivateFile(passwordFile, `${password}\n`)
    if (place.account) await giveTo(place.account, nursery, cluster, passwordFile)
    const args = initialiseArguments(cluster, passwordFile, settings)
    await withPlainPath(binaries, (plain) => runInitdb(place, plain, args))
    await rename(cluster, place.directory)
    if (place.pointer) await writePointer(place.pointer, place.directory)
  } catch (error) {
    throw asUnsuitable(error, place.directory)
  } finally {
    await removeRemains(prefix)
  }
}

async function giveTo({ uid, gid }: ServerAccount, ...paths: string[]): Promise<void> {
  for (const path of paths) await chown(path, uid, gid)
}

async function runInitdb(place: ClusterPlace, binaries: PostgresBinaries, args: string[]): Promise<void> {
  const { code, output } = await runCommand(binaries.initdb, args, { account: place.account, timeoutMs })
  if (code === 0) return
  const ending = output.split('\n').slice(-12).join('\n')
  throw new TarsError(
    'POSTGRES_FAILED',
    `initdb could not make a cluster in ${place.directory}:\n${ending}`,
    {
      directory: place.directory,
      code,
    },
  )
}

/** The same error, or the one that says what is wrong with the directory when that is its cause. */
function asUnsuitable(error: unknown, directory: string): unknown {
  const message = error instanceof Error ? error.message : String(error)
  const cause = /No space left|ENOSPC|Read-only file system|EROFS|Permission denied|EACCES/.exec(message)?.[0]
  if (!cause) return error
  return new TarsError(
    'DATA_DIRECTORY_UNSUITABLE',
    `${directory} cannot hold a database (${cause}). Make it writable with room to spare, or choose another with --data.\n${message}`,
    { directory },
    error,
  )
}

async function removeRemains(prefix: string): Promise<void> {
  const parent = dirname(prefix)
  for (const name of await readdir(parent)) {
    const path = join(parent, name)
    // What cannot be removed now costs space only, and the next start tries again.
    if (path.startsWith(prefix))
      await rm(path, { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined)
  }
}
