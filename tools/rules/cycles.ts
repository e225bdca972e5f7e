import type { Finding } from '../finding.ts'
import { type ModuleGraph, readModuleGraph } from '../module-graph.ts'
import { listImports } from '../syntax.ts'
import type { Tree } from '../tree.ts'

/** Circles of files that import each other, by type imports too: such files can only be read all at once. */
export function findCycles(tree: Tree): Finding[] {
  const graph = readModuleGraph(tree, listImports)
  const finished = new Set<string>()
  const circles: string[][] = []
  for (const path of graph.keys()) follow(graph, path, [], finished, circles)
  return circles.map((circle) => ({
    path: circle[0]!,
    message: `imports itself by way of ${circle.slice(1).join(' → ')}: move what they share into a file of its own`,
  }))
}

function follow(
  graph: ModuleGraph,
  path: string,
  trail: readonly string[],
  finished: Set<string>,
  circles: string[][],
): void {
  if (trail.includes(path)) {
    circles.push([...trail.slice(trail.indexOf(path)), path])
    return
  }
  if (finished.has(path)) return
  for (const target of graph.get(path) ?? []) follow(graph, target, [...trail, path], finished, circles)
  finished.add(path)
}
