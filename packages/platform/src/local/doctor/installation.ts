import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** What npm installed, held against the lock file. */
export interface Installation {
  /** The folder of the packages. */
  readonly folder: string
  /** How many packages this machine needs. */
  readonly packages: number
  /** Names of packages that are not there. */
  readonly missing: readonly string[]
  /** Packages of another version, as `name 1.0.0 instead of 2.0.0`. */
  readonly differing: readonly string[]
}

/** The part of an entry of package-lock.json that matters here. */
interface LockedPackage {
  readonly version?: string
  readonly link?: boolean
  readonly optional?: boolean
  readonly os?: string | readonly string[]
  readonly cpu?: string | readonly string[]
  readonly libc?: string | readonly string[]
}

/** A machine as packages name it, for example linux and x64. */
export interface Machine {
  readonly os: string
  readonly cpu: string
}

const marker = 'node_modules/'

/** Holds every package that the lock file asks of this machine against the folder that npm filled. */
export async function readInstallation(root: string, machine: Machine): Promise<Installation> {
  const text = await readFile(join(root, 'package-lock.json'), 'utf8')
  const { packages } = JSON.parse(text) as { packages: Record<string, LockedPackage> }
  const asked = Object.entries(packages).filter(
    ([path, locked]) => path.startsWith(marker) && locked.link !== true && isFor(locked, machine),
  )
  const missing: string[] = []
  const differing: string[] = []
  for (const [path, { version = '', optional = false }] of asked) {
    const name = path.slice(path.lastIndexOf(marker) + marker.length)
    const found = await readVersion(join(root, path))
    if (found === undefined && (!optional || isOfMachine(packages[path]!))) missing.push(name)
    if (found !== undefined && found !== version) differing.push(`${name} ${found} instead of ${version}`)
  }
  return { folder: join(root, 'node_modules'), packages: asked.length, missing, differing }
}

function isFor({ os, cpu }: LockedPackage, machine: Machine): boolean {
  return includes(os, machine.os) && includes(cpu, machine.cpu)
}

/** Whether an optional package names this kind of machine; others are left out together with what they belong to. */
function isOfMachine({ os, cpu, libc }: LockedPackage): boolean {
  return os !== undefined && cpu !== undefined && libc === undefined
}

/** Whether a condition such as `["linux", "darwin"]` or `"!win32"` allows a name. */
function includes(condition: string | readonly string[] | undefined, name: string): boolean {
  if (condition === undefined) return true
  const words = typeof condition === 'string' ? [condition] : condition
  if (words.includes(`!${name}`)) return false
  return words.includes(name) || words.every((word) => word.startsWith('!'))
}

async function readVersion(folder: string): Promise<string | undefined> {
  const text = await readFile(join(folder, 'package.json'), 'utf8').catch(() => undefined)
  return text === undefined ? undefined : (JSON.parse(text) as { version?: string }).version
}
