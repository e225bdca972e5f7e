import { stat, statfs } from 'node:fs/promises'
import { newClusterBytesMin, startBytesMin } from '../postgres/free-space.ts'
import { type Check, outcomesOf } from './check.ts'
import { toShellWord } from './shell-word.ts'

const bytesPerMebibyte = 1024 ** 2
const roomyBytesMin = 1024 * bytesPerMebibyte
/** A new cluster has about 1,000 files. */
const filesMin = 2_000
const roomyFilesMin = 20_000
const { ok, warning, broken } = outcomesOf('disk', 'disk')

/** The room on the file system of a folder. */
export interface Room {
  readonly folder: string
  readonly freeBytes: number
  /** Files that can still be made; undefined where the file system has no such limit. */
  readonly freeFiles: number | undefined
}

const whatNeedsRoom = { new: 'A new database', kept: 'The database', outside: 'T.A.R.S.' } as const

/** The room for the data directory and for its database, which may lie elsewhere. */
export interface DiskFacts {
  readonly rooms: readonly Room[]
  /** Whether the database is yet to be made, there already, or another machine's. */
  readonly database: 'new' | 'kept' | 'outside'
}

/** Reads the room of folders, once for each file system. */
export async function readRooms(folders: readonly string[]): Promise<Room[]> {
  const rooms = new Map<number, Room>()
  for (const folder of folders) {
    const [{ dev }, { bavail, bsize, files, ffree }] = await Promise.all([stat(folder), statfs(folder)])
    const freeFiles = files > 0 ? ffree : undefined
    if (!rooms.has(dev)) rooms.set(dev, { folder, freeBytes: bavail * bsize, freeFiles })
  }
  return [...rooms.values()]
}

/** Whether there is room to start, and room to go on. */
export function checkDisk({ rooms, database }: DiskFacts): Check {
  const bytesMin = database === 'new' ? newClusterBytesMin : startBytesMin
  const found = rooms.map(describeRoom).join('; ')
  const full = rooms.find(
    ({ freeBytes, freeFiles = filesMin }) => freeBytes < bytesMin || freeFiles < filesMin,
  )
  if (full) {
    const needs = `${formatMebibytes(bytesMin)} and ${filesMin} files`
    return broken({
      found,
      why: `${whatNeedsRoom[database]} needs ${needs} to start. Nothing that was acknowledged is lost.`,
      mend: `Make room on the disk of ${full.folder} (what is big there: \`du -xm ${toShellWord(full.folder)} | sort -n | tail\`), or choose another disk with --data.`,
    })
  }
  const tight = rooms.find(
    ({ freeBytes, freeFiles = roomyFilesMin }) => freeBytes < roomyBytesMin || freeFiles < roomyFilesMin,
  )
  if (!tight) return ok(found)
  return warning({
    found,
    why: 'T.A.R.S. works, but trainings and evaluations add to it. When it is full, work waits until there is room again.',
    mend: `Make room on the disk of ${tight.folder} (what is big there: \`du -xm ${toShellWord(tight.folder)} | sort -n | tail\`).`,
  })
}

function describeRoom({ folder, freeBytes, freeFiles }: Room): string {
  const files = freeFiles !== undefined && freeFiles < roomyFilesMin ? ` and room for ${freeFiles} files` : ''
  return `${folder} has ${formatMebibytes(freeBytes)} free${files}`
}

/** Bytes in MiB, or in GiB from ten of them on. */
export function formatMebibytes(bytes: number): string {
  const mebibytes = Math.floor(bytes / bytesPerMebibyte)
  return mebibytes < 10 * 1024 ? `${mebibytes} MiB` : `${Math.floor(mebibytes / 1024)} GiB`
}
