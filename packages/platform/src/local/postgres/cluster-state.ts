import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** What a folder holds, seen as the place of a cluster. */
export type ClusterState =
  /** Nothing: no folder, or an empty one. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'complete'; readonly major: string }
  /** The making of a cluster was interrupted: nobody's data were ever in it. */
  | { readonly kind: 'unfinished' }
  /** Databases that people made, without a part that the server needs. */
  | { readonly kind: 'damaged'; readonly lacks: string }
  /** Files that are no database. */
  | { readonly kind: 'foreign' }

/** From this number on databases are made by people; those below come with a new cluster. */
const firstUserDatabase = 16_384

const clusterEntry =
  /^(base|global|pg_\w+|PG_VERSION|postgresql(\.auto)?\.conf|pg_(hba|ident)\.conf|postmaster\.(pid|opts))$/

/** What `initdb` writes early, in the middle and last: the control file, and the third of its three databases. */
const needed = ['PG_VERSION', 'global/pg_control', 'base/5/PG_VERSION']

/**
 * Looks at the folder of a cluster without changing it. A cluster of another major version counts as complete.
 *
 * @throws {Error} as the file system does, when the folder cannot be looked into.
 */
export async function readClusterState(directory: string, major: string): Promise<ClusterState> {
  const entries = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  if (entries.length === 0) return { kind: 'absent' }
  const version = await readVersion(directory, entries)
  if (version !== '' && version !== major) return { kind: 'complete', major: version }
  const lacks = await findLacking(directory)
  if (lacks === undefined) return { kind: 'complete', major: version }
  if (await holdsUserDatabase(directory)) return { kind: 'damaged', lacks }
  return entries.every((name) => clusterEntry.test(name)) ? { kind: 'unfinished' } : { kind: 'foreign' }
}

async function readVersion(directory: string, entries: readonly string[]): Promise<string> {
  if (!entries.includes('PG_VERSION')) return ''
  return (await readFile(join(directory, 'PG_VERSION'), 'utf8')).trim()
}

async function findLacking(directory: string): Promise<string | undefined> {
  for (const path of needed) {
    const sizeBytes = await stat(join(directory, path)).then(
      ({ size }) => size,
      () => 0,
    )
    if (sizeBytes === 0) return path
  }
  return undefined
}

async function holdsUserDatabase(directory: string): Promise<boolean> {
  const databases = await readdir(join(directory, 'base')).catch(() => [])
  return databases.some((name) => Number(name) >= firstUserDatabase)
}
