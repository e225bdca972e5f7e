import type { Finding } from '../finding.ts'
import { listDependencies, readManifest } from '../member.ts'
import type { Tree } from '../tree.ts'

const exact = /^\d+\.\d+\.\d+(-[\w.-]+)?$/

/** Members whose version is not that of the project, and dependencies whose version is not exact. */
export function findLooseVersions(tree: Tree): Finding[] {
  const manifests = tree
    .filter(({ path }) => /^((packages|services)\/[^/]+\/)?package\.json$/.test(path))
    .map((file) => ({ path: file.path, manifest: readManifest(file) }))
  const version = manifests.find(({ path }) => path === 'package.json')?.manifest.version ?? 'unknown'
  return manifests.flatMap(({ path, manifest }) => {
    const own =
      manifest.version === version ? [] : [`has version ${manifest.version}: the project has ${version}`]
    const others = listDependencies(manifest).flatMap(([name, wanted]) => judge(name, wanted, version))
    return [...own, ...others].map((message) => ({ path, message }))
  })
}

function judge(name: string, wanted: string, version: string): string[] {
  if (!exact.test(wanted)) return [`wants ${name} ${wanted}: name one exact version`]
  if (name.startsWith('@tars/') && wanted !== version)
    return [`wants ${name} ${wanted}: the project has ${version}`]
  return []
}
