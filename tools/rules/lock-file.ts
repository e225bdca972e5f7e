import type { Finding } from '../finding.ts'
import type { Tree } from '../tree.ts'

const path = 'package-lock.json'

interface LockEntry {
  resolved?: string
  optionalDependencies?: Record<string, string>
}

/** Entries of the lock that tie it to one registry, and optional dependencies that it names but does not hold. */
export function findLockFaults(tree: Tree): Finding[] {
  const file = tree.find((candidate) => candidate.path === path)
  if (file === undefined) return [{ path, message: 'is missing: run npm install' }]
  const { packages } = JSON.parse(file.text) as { packages: Record<string, LockEntry> }
  return Object.entries(packages).flatMap(([place, entry]) => [
    ...findAddresses(place, entry),
    ...findAbsent(packages, place, entry),
  ])
}

function findAddresses(place: string, { resolved }: LockEntry): Finding[] {
  if (!resolved?.startsWith('http')) return []
  return [
    { path, message: `${place} is tied to an address: install with omit-lockfile-registry-resolved=true` },
  ]
}

function findAbsent(packages: Record<string, LockEntry>, place: string, entry: LockEntry): Finding[] {
  return Object.keys(entry.optionalDependencies ?? {})
    .filter((name) => !listPlaces(place).some((folder) => `${folder}node_modules/${name}` in packages))
    .map((name) => ({
      path,
      message: `${place || 'the root'} wants ${name}, which has no entry (npm ci would fail): choose a complete version`,
    }))
}

/** The folders in which Node looks for what a package imports, from the package itself up to the root. */
function listPlaces(place: string): string[] {
  const parts = place === '' ? [] : place.split('/')
  return [...parts.map((_, index) => `${parts.slice(0, parts.length - index).join('/')}/`), '']
}
