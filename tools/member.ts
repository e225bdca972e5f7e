import { packageFloors, serviceFloor } from './floor.ts'
import type { Tree, TreeFile } from './tree.ts'

/** The parts of a package.json that rules read. */
export interface Manifest {
  readonly name?: string
  readonly version?: string
  readonly exports?: unknown
  readonly bin?: Readonly<Record<string, string>>
  readonly scripts?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
}

/** One member of the workspace: a package or a service. */
export interface Member {
  /** Folder from the project's root, for example `packages/events`. */
  readonly folder: string
  /** Last part of the folder, for example `events`. */
  readonly name: string
  readonly kind: 'package' | 'service'
  /** Floor in the house; undefined for a package that has none yet. */
  readonly floor: number | undefined
  readonly manifest: Manifest
}

/** The members of the workspace, in the order of their folders. */
export function listMembers(tree: Tree): Member[] {
  return tree.flatMap((file) => {
    const match = /^((packages|services)\/([^/]+))\/package\.json$/.exec(file.path)
    if (match === null) return []
    const [, folder, group, name] = match as unknown as [string, string, string, string]
    const kind = group === 'services' ? 'service' : 'package'
    const floor = kind === 'service' ? serviceFloor : packageFloors[name]
    return [{ folder, name, kind, floor, manifest: readManifest(file) }]
  })
}

/** The package.json that a file holds. */
export function readManifest(file: TreeFile): Manifest {
  return JSON.parse(file.text) as Manifest
}

/** The member that a path belongs to; undefined for tests, tools and the root. */
export function findMember(members: readonly Member[], path: string): Member | undefined {
  return members.find((member) => path.startsWith(`${member.folder}/`))
}

/** Every dependency of a manifest, of whatever kind: its name and its version. */
export function listDependencies(manifest: Manifest): [name: string, version: string][] {
  const { dependencies, devDependencies, optionalDependencies, peerDependencies } = manifest
  return [dependencies, devDependencies, optionalDependencies, peerDependencies].flatMap((kind) =>
    Object.entries(kind ?? {}),
  )
}
