import { readdir, readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type ClusterState, readClusterState } from '../postgres/cluster-state.ts'

/** The files of an embedded database, as they lie there. */
export interface ClusterFacts {
  /** Where the files are, or will be. */
  readonly directory: string
  /** The file in the data directory that names `directory`, where the files lie elsewhere. */
  readonly pointer: string | undefined
  readonly state: ClusterState | { readonly kind: 'unreadable'; readonly message: string }
  /** Major version of the PostgreSQL at hand, such as `18`. */
  readonly major: string
  /** Whether the file with the database's password is there. */
  readonly hasSecrets: boolean
  /** Folders that an interrupted start has left. */
  readonly unfinished: readonly string[]
}

/** Looks at the embedded database of a data directory without changing it. */
export async function readClusterFacts(data: string, major: string): Promise<ClusterFacts> {
  const asked = join(data, 'postgres')
  const isPointer = await stat(asked).then(
    (entry) => entry.isFile(),
    () => false,
  )
  const directory = isPointer ? (await readFile(asked, 'utf8')).trim() : asked
  const state = await readClusterState(directory, major).catch((error: Error) => ({
    kind: 'unreadable' as const,
    message: error.message,
  }))
  const hasSecrets = await stat(join(data, 'secrets.json')).then(
    () => true,
    () => false,
  )
  const beside = await readdir(dirname(directory)).catch(() => [])
  const unfinished = beside.filter((name) => name.startsWith('postgres.unfinished-'))
  return { directory, pointer: isPointer ? asked : undefined, state, major, hasSecrets, unfinished }
}
