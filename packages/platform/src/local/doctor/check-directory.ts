import { access, constants, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { describeUnusable } from '../unusable-directory.ts'
import { type Check, outcomesOf } from './check.ts'
import { toShellWord } from './shell-word.ts'

const { ok, warning, broken } = outcomesOf('directory', 'data directory')

/** A data directory, or the folder in which it would be made. */
export interface DirectoryFacts {
  readonly data: string
  /** The nearest folder on the way to it that can be looked at: itself, when it can. */
  readonly nearest: string
  /** Who owns that folder, and who asks. */
  readonly ownerUid: number
  readonly askerUid: number
  /** What the file system said when asked whether it may be written; undefined: it may. */
  readonly refusal: NodeJS.ErrnoException | undefined
}

/** Looks at a data directory without changing it. */
export async function readDirectoryFacts(data: string): Promise<DirectoryFacts> {
  const nearest = await findNearest(data)
  const entry = await stat(nearest)
  const notFolder = Object.assign(new Error('it is a file'), { code: 'ENOTDIR', path: nearest })
  const refusal = entry.isDirectory() ? await askToWrite(nearest) : notFolder
  return { data, nearest, ownerUid: entry.uid, askerUid: process.getuid?.() ?? entry.uid, refusal }
}

/** The nearest folder on the way to a path that can be looked at: it exists, and those above it may be entered. */
export async function findNearest(path: string): Promise<string> {
  const isThere = await stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (['ENOENT', 'ENOTDIR', 'EACCES'].includes(error.code ?? '')) return false
      throw error
    },
  )
  return isThere || dirname(path) === path ? path : findNearest(dirname(path))
}

function askToWrite(folder: string): Promise<NodeJS.ErrnoException | undefined> {
  return access(folder, constants.W_OK | constants.X_OK).then(
    () => undefined,
    (error: NodeJS.ErrnoException) => error,
  )
}

/** Whether the data directory is there, or can be made, and can be written by whoever asks. */
export function checkDirectory({ data, nearest, ownerUid, askerUid, refusal }: DirectoryFacts): Check {
  if (refusal) {
    return broken({
      found: describeUnusable(data, refusal).split('. ', 1)[0]!,
      why: 'Everything that T.A.R.S. keeps – database, secrets, logs – is in this directory.',
      mend: describeMend(nearest, refusal.code),
    })
  }
  if (nearest !== data) return ok(`${data} is not there yet; the first start makes it`)
  if (askerUid !== 0 || ownerUid === 0) return ok(`${data} can be written`)
  return warning({
    found: `${data} belongs to the account with uid ${ownerUid}, and root asks`,
    why: 'What root starts there leaves files that its owner can neither read nor replace.',
    mend: `Start it as its owner: \`sudo -u '#${ownerUid}' ./tars up --data ${toShellWord(data)}\`.`,
  })
}

function describeMend(folder: string, code: string | undefined): string {
  if (code === 'EROFS')
    return `Mount it writable: \`mount -o remount,rw ${toShellWord(folder)}\`; or choose another with --data.`
  if (code === 'ENOTDIR') return 'Choose another directory: `./tars up --data DIR`.'
  return `Give it to the user who starts T.A.R.S.: \`chown "$USER" ${toShellWord(folder)}\` (as root); or choose another with --data.`
}
