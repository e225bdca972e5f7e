import { createHash } from 'node:crypto'
import { chmod, chown, mkdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { TarsError } from '@tars/contracts'
import { type ClusterState, readClusterState } from './cluster-state.ts'
import { runCommand } from './run-command.ts'
import type { ServerAccount } from './server-account.ts'
import { makeOpenFolder } from './system-folder.ts'

const setAsideMax = 20

/** Where a cluster is, or is to be made, and who runs it. */
export interface ClusterPlace {
  /** The cluster's own folder. */
  readonly directory: string
  /** Whether `PG_VERSION` is there already. */
  readonly initialised: boolean
  readonly account: ServerAccount | undefined
  /** The file that is to name `directory`, when the cluster cannot be where it was asked for. */
  readonly pointer: string | undefined
  /** Where the remains of a cluster that was never finished, or has lost its owner, were put; undefined: there were none. */
  readonly setAside?: string | undefined
}

/** Where a cluster is asked for, and by whom. */
export interface PlaceRequest {
  /** The folder asked for; a plain file there is a pointer that an earlier start has left. */
  readonly directory: string
  readonly account: ServerAccount | undefined
  /** Where root keeps what the server's account must reach: `/var/lib/tars`. */
  readonly systemDirectory: string
  readonly major: string
}

/**
 * Finds the cluster that belongs to a folder, or the place for a new one: the folder itself or, when root asks and the
 * server's account cannot reach it, `<systemDirectory>/<id of the path>/postgres`.
 *
 * @throws {TarsError} DATA_DIRECTORY_UNSUITABLE saying what is wrong, where, and what to do.
 */
export async function placeCluster(request: PlaceRequest): Promise<ClusterPlace> {
  const { directory } = request
  const entry = await statOf(directory)
  if (entry?.isFile()) return readPointer(request)
  const state = entry ? await lookInto(request) : ({ kind: 'absent' } as const)
  if (state.kind === 'complete') return existing(directory, request, undefined)
  if (state.kind === 'damaged' || state.kind === 'foreign') throw refuse(directory, state)
  const setAside = state.kind === 'unfinished' ? await moveAside(directory) : undefined
  const parent = await makeParent(dirname(directory))
  const place = join(parent, basename(directory))
  if (!request.account || (await canHold(parent, request.account)))
    return { ...fresh(place, request.account, undefined), setAside }
  return placeElsewhere(request, place)
}

async function lookInto({ directory, major }: PlaceRequest): Promise<ClusterState> {
  try {
    return await readClusterState(directory, major)
  } catch (error) {
    const { message } = error as Error
    throw unsuitable(
      `${directory} cannot be read: ${message}. Start T.A.R.S. as the account that it belongs to, or choose another ` +
        'directory with --data.',
      { directory },
      error,
    )
  }
}

function refuse(directory: string, state: ClusterState & { kind: 'damaged' | 'foreign' }): TarsError {
  const what =
    state.kind === 'foreign'
      ? 'holds other files and no database. Empty it'
      : `holds databases but lacks ${state.lacks}, without which no server starts. Restore it from a backup`
  return unsuitable(`${directory} ${what}, or choose another directory with --data.`, { directory })
}

const fresh = (
  directory: string,
  account: ServerAccount | undefined,
  pointer: string | undefined,
): ClusterPlace => ({
  directory,
  initialised: false,
  account,
  pointer,
})

/** The cluster that belongs to a folder, directly or by a pointer; undefined when there is none. */
export async function findCluster(directory: string): Promise<string | undefined> {
  const entry = await statOf(directory)
  const target = entry?.isFile() ? (await readFile(directory, 'utf8')).trim() : directory
  return (await holdsCluster(target)) ? target : undefined
}

/** Notes in the pointer file where the cluster is. */
export async function writePointer(pointer: string, directory: string): Promise<void> {
  const unfinished = `${pointer}.new`
  await writeFile(unfinished, `${directory}\n`)
  await rm(pointer, { recursive: true, force: true })
  await rename(unfinished, pointer)
}

async function readPointer(request: PlaceRequest): Promise<ClusterPlace> {
  const target = (await readFile(request.directory, 'utf8')).trim()
  if (await holdsCluster(target)) return existing(target, request, undefined)
  throw unsuitable(
    `${request.directory} says that the database is in ${target}, but there is none. Restore that folder, or choose ` +
      'another directory with --data to begin anew.',
    { directory: request.directory, target },
  )
}

async function existing(
  directory: string,
  request: PlaceRequest,
  pointer: string | undefined,
): Promise<ClusterPlace> {
  const found = (
    await readFile(join(directory, 'PG_VERSION'), 'utf8').catch(refuseUnreadable(directory))
  ).trim()
  if (found !== request.major) {
    throw unsuitable(
      `${directory} holds a cluster of PostgreSQL ${found}; this T.A.R.S. brings PostgreSQL ${request.major}. Start it with ` +
        'the version of T.A.R.S. that made it and export its data, or choose another directory with --data.',
      { directory, found, needed: request.major },
    )
  }
  const { uid, gid } = await stat(directory)
  // PostgreSQL runs a cluster only as the account that owns it; root can be that account.
  const account = request.account && uid !== 0 ? { ...request.account, uid, gid } : request.account
  if (!(await accountPasses(`test -w "$1/PG_VERSION" && test -O "$1"`, directory, account))) {
    throw unsuitable(
      `The database in ${directory} belongs to another account (uid ${uid}) or cannot be written. Start T.A.R.S. as that ` +
        'account or as root, make the folder writable, or choose another directory with --data.',
      { directory, uid },
    )
  }
  return { directory, initialised: true, account, pointer }
}

async function placeElsewhere(request: PlaceRequest, pointer: string): Promise<ClusterPlace> {
  const id = createHash('sha256').update(pointer).digest('hex').slice(0, 16)
  const parent = await makeParent(join(request.systemDirectory, id), makeOpenFolder)
  const directory = join(parent, 'postgres')
  if (!(await canHold(parent, request.account!))) {
    throw unsuitable(
      `Neither ${dirname(pointer)} nor ${parent} can be reached by the account "${request.account!.name}", which runs ` +
        'PostgreSQL for root. Choose a directory with --data that it can reach, or start T.A.R.S. as a plain user.',
      { directory: pointer, account: request.account!.name },
    )
  }
  // Without its pointer the data directory is gone, and with it the password: kept for a person to look at.
  const setAside = (await statOf(directory)) ? await moveAside(directory) : undefined
  await writeFile(join(parent, 'belongs-to'), `${pointer}\n`)
  return { ...fresh(directory, request.account, pointer), setAside }
}

/** Moves a folder to the first free name beside it; nothing is ever removed. @returns the new name */
async function moveAside(directory: string): Promise<string> {
  for (let n = 1; n <= setAsideMax; n++) {
    const aside = n === 1 ? `${directory}.set-aside` : `${directory}.set-aside-${n}`
    if (await statOf(aside)) continue
    try {
      await rename(directory, aside)
      return aside
    } catch (error) {
      throw unsuitable(
        `${directory} cannot be moved out of the way: ${(error as Error).message}.`,
        { directory },
        error,
      )
    }
  }
  throw unsuitable(`${setAsideMax} folders ${directory}.set-aside* are enough: remove what is not needed.`, {
    directory,
  })
}

async function makeParent(
  parent: string,
  make: (path: string) => Promise<unknown> = makeFolder,
): Promise<string> {
  try {
    await make(parent)
    return await realpath(parent)
  } catch (error) {
    throw unsuitable(
      `The folder ${parent} cannot be made: ${(error as Error).message}.`,
      { directory: parent },
      error,
    )
  }
}

const makeFolder = (path: string) => mkdir(path, { recursive: true, mode: 0o755 })

/** Whether a folder made in `parent` and given to the account can be used by it; tried, not guessed. */
async function canHold(parent: string, account: ServerAccount): Promise<boolean> {
  const probe = join(parent, `.reach-${process.pid}`)
  try {
    await mkdir(probe, { mode: 0o700 })
    await chown(probe, account.uid, account.gid)
    await chmod(probe, 0o700)
    return await accountPasses('test -w "$1" && test -O "$1"', probe, account)
  } catch (error) {
    throw unsuitable(
      `${parent} cannot be written: ${(error as Error).message}.`,
      { directory: parent },
      error,
    )
  } finally {
    await rm(probe, { recursive: true, force: true })
  }
}

async function accountPasses(
  test: string,
  path: string,
  account: ServerAccount | undefined,
): Promise<boolean> {
  const { code } = await runCommand('/bin/sh', ['-c', test, 'sh', path], { account, timeoutMs: 10_000 })
  return code === 0
}

async function statOf(path: string) {
  return stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw unsuitable(`${path} cannot be looked at: ${error.message}.`, { path }, error)
  })
}

async function holdsCluster(directory: string): Promise<boolean> {
  return (await statOf(join(directory, 'PG_VERSION'))) !== undefined
}

const refuseUnreadable = (directory: string) => (error: Error) => {
  throw unsuitable(`The database in ${directory} cannot be read: ${error.message}.`, { directory }, error)
}

function unsuitable(message: string, facts: Record<string, unknown>, cause?: unknown): TarsError {
  return new TarsError('DATA_DIRECTORY_UNSUITABLE', message, facts, cause)
}
