import type { ESTree } from 'vite'
import type { Finding } from '../finding.ts'
import { hasCommentBetween, lineAt, nameOf, visitSource } from '../syntax.ts'
import { isSource, type Tree, type TreeFile } from '../tree.ts'

/** Errors that are caught and vanish without a word: an empty block that not even says why nothing is to be done. */
export function findSwallowedErrors(tree: Tree): Finding[] {
  return tree.filter(({ path }) => isSource(path)).flatMap(findInSource)
}

function findInSource(file: TreeFile): Finding[] {
  const findings: Finding[] = []
  const check = (block: ESTree.Node | null, node: ESTree.Node): void => {
    if (block?.type !== 'BlockStatement' || block.body.length > 0) return
    if (hasCommentBetween(file, block.start, block.end)) return
    const message = 'catches an error and drops it: handle it, let it pass, or say why nothing is to be done'
    findings.push({ path: file.path, line: lineAt(file.text, node.start), message })
  }
  visitSource(file, {
    CatchClause: (node) => check(node.body, node),
    CallExpression: (node) => {
      const { callee } = node
      if (callee.type !== 'MemberExpression' || nameOf(callee.property) !== 'catch') return
      const handler = node.arguments[0]
      if (handler?.type === 'ArrowFunctionExpression') check(handler.body, handler)
    },
  })
  return findings
}
