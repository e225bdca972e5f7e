import type { ESTree } from 'vite'
import type { Finding } from '../finding.ts'
import { lineAt, nameOf, visitSource } from '../syntax.ts'
import { isSource, isTest, type Tree, type TreeFile } from '../tree.ts'

/**
 * Reads of the environment outside a `main.ts` and the configuration of vite and vitest. Tests are left alone: they hand
 * an environment to the processes that they start.
 */
export function findEnvironmentReads(tree: Tree): Finding[] {
  return tree.filter(({ path }) => isSource(path) && !isAllowed(path)).flatMap(findInSource)
}

function isAllowed(path: string): boolean {
  return isTest(path) || /(^|\/)tests\//.test(path) || /(^|\/)(main|vite(st)?\.config)\.ts$/.test(path)
}

function findInSource(file: TreeFile): Finding[] {
  const findings: Finding[] = []
  const add = (node: ESTree.Node): void => {
    const message = 'reads the environment: only main.ts does, everything else gets values'
    findings.push({ path: file.path, line: lineAt(file.text, node.start), message })
  }
  visitSource(file, {
    MemberExpression: (node) => {
      if (nameOf(node.object) === 'process' && nameOf(node.property) === 'env') add(node)
    },
    VariableDeclarator: (node) => {
      if (node.init !== null && nameOf(node.init) === 'process' && takesEnv(node.id)) add(node)
    },
    ImportDeclaration: (node) => {
      if (!/^(node:)?process$/.test(node.source.value)) return
      const takes = node.specifiers.some(
        (part) => part.type === 'ImportSpecifier' && nameOf(part.imported) === 'env',
      )
      if (takes) add(node)
    },
  })
  return findings
}

function takesEnv(pattern: ESTree.Node): boolean {
  if (pattern.type !== 'ObjectPattern') return false
  return pattern.properties.some((property) => property.type === 'Property' && nameOf(property.key) === 'env')
}
