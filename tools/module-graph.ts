import { dirname, join, normalize } from 'node:path/posix'
import type { Reference } from './syntax.ts'
import { isSource, type Tree, type TreeFile } from './tree.ts'

/** Which files each source of a tree refers to, by path; what is not in the tree is left out. */
export type ModuleGraph = ReadonlyMap<string, readonly string[]>

/** The path that a relative specifier means, from the project's root; a query such as `?worker` is dropped. */
export function resolveRelative(from: string, specifier: string): string {
  return normalize(join(dirname(from), specifier.replace(/\?.*$/, '')))
}

/** The graph of a tree by the references that are listed of each source: relative ones, and members by their names. */
export function readModuleGraph(tree: Tree, listReferences: (file: TreeFile) => Reference[]): ModuleGraph {
  const paths = new Set(tree.map((file) => file.path))
  const resolve = (from: string, specifier: string): string[] => {
    const member = /^@tars\/([^/]+)$/.exec(specifier)?.[1]
    if (member !== undefined) return [`packages/${member}/src/index.ts`]
    return specifier.startsWith('.') ? [resolveRelative(from, specifier)] : []
  }
  const sources = tree.filter((file) => isSource(file.path))
  return new Map(
    sources.map((file) => {
      const targets = listReferences(file).flatMap(({ specifier }) => resolve(file.path, specifier))
      return [file.path, targets.filter((target) => paths.has(target))]
    }),
  )
}

/** Every file that can be reached from the roots along the graph, the roots among them. */
export function listReachable(graph: ModuleGraph, roots: readonly string[]): ReadonlySet<string> {
  const reached = new Set(roots)
  // A set's iterator also visits what is added while it runs, so this is a breadth-first walk.
  for (const path of reached) for (const target of graph.get(path) ?? []) reached.add(target)
  return reached
}
