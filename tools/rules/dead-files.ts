import { basename } from 'node:path/posix'
import type { Finding } from '../finding.ts'
import { readManifest } from '../member.ts'
import { listReachable, readModuleGraph, resolveRelative } from '../module-graph.ts'
import { listImports, listLocations, listTexts } from '../syntax.ts'
import { isSource, isTest, type Tree, type TreeFile } from '../tree.ts'

/**
 * Sources that nothing runs. A source lives when it can be reached from an index, a `main.ts`, a configuration file, a
 * page, a script, or an entry in tools, benchmarks or tests. Tests keep what stands in a `tests` folder alive, never what
 * stands in a member's `src`.
 */
export function findDeadFiles(tree: Tree): Finding[] {
  const graph = readModuleGraph(tree, (file) => [...listImports(file), ...listLocations(file)])
  const entries = tree.flatMap((file) => [
    ...(isEntry(file.path) ? [file.path] : []),
    ...listNamedPaths(file),
  ])
  const tests = tree.filter(({ path }) => isTest(path)).map(({ path }) => path)
  const used = listReachable(graph, entries)
  const tested = listReachable(graph, [...entries, ...tests])
  return tree
    .filter(({ path }) => isSource(path) && !isTest(path))
    .filter(({ path }) => !(/^(packages|services)\/[^/]+\/src\//.test(path) ? used : tested).has(path))
    .map(({ path }) => ({
      path,
      message: tested.has(path)
        ? 'is used by tests only: use it, or move it to the tests'
        : 'is used by nothing: use it or delete it',
    }))
}

function isEntry(path: string): boolean {
  if (/^(packages|services)\//.test(path)) return isMain(path) || /\/src\/index\.ts$/.test(path)
  return (
    isMain(path) ||
    /^(tools|benchmarks)\/[^/]+\.ts$/.test(path) ||
    (path.startsWith('tests/') && isTest(path))
  )
}

function isMain(path: string): boolean {
  return basename(path) === 'main.ts' || path.endsWith('.config.ts')
}

/** The files that a manifest's scripts, a configuration or a page name in words. */
function listNamedPaths(file: TreeFile): string[] {
  if (basename(file.path) === 'package.json') {
    const { bin = {}, scripts = {} } = readManifest(file)
    return [...Object.values(bin), ...Object.values(scripts)]
      .flatMap((command) => command.split(/\s+/))
      .filter(isSource)
      .map((word) => resolveRelative(file.path, word))
  }
  if (file.path.endsWith('.config.ts')) {
    return listTexts(file)
      .filter(isSource)
      .map((word) => resolveRelative(file.path, word))
  }
  if (file.path.endsWith('.html')) {
    const scripts = [...file.text.matchAll(/<script[^>]*\ssrc="([^"]+)"/g)]
    return scripts.map(([, source]) => resolveRelative(file.path, `./${source!.replace(/^\//, '')}`))
  }
  return []
}
