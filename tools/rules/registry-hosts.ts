import type { Finding } from '../finding.ts'
import { lineAt } from '../syntax.ts'
import type { Tree } from '../tree.ts'

const host = /\/\/[\w.-]*(registry|artifactory|verdaccio|nexus)[\w.-]*|^\s*(@[\w-]+:)?registry\s*=/m

/** Addresses of package registries: the product installs from whichever one the reader's npm is set up for. */
export function findRegistryHosts(tree: Tree): Finding[] {
  return tree.flatMap(({ path, text }) => {
    const match = host.exec(text)
    if (match === null) return []
    const line = lineAt(text, match.index)
    return [
      { path, line, message: `'${match[0].trim()}' names a registry: leave the choice to the reader's npm` },
    ]
  })
}
