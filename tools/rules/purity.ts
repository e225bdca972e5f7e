import type { ESTree } from 'vite'
import type { Finding } from '../finding.ts'
import { listMembers } from '../member.ts'
import { lineAt, listImports, nameOf, visitSource } from '../syntax.ts'
import { isSource, isTest, type Tree, type TreeFile } from '../tree.ts'

const impureMembers = new Map([
  ['Date.now', 'pass `now` in'],
  ['performance.now', 'pass `now` in'],
  ['Math.random', 'pass `random` in'],
  ['crypto.getRandomValues', 'pass `random` in'],
  ['crypto.randomUUID', 'pass the id in'],
])

/** Clocks, randomness, environment and I/O in sources of floor 0, where everything must be testable with values alone. */
export function findImpurities(tree: Tree): Finding[] {
  const folders = listMembers(tree).flatMap(({ floor, folder }) => (floor === 0 ? [`${folder}/`] : []))
  return tree
    .filter(
      ({ path }) => isSource(path) && !isTest(path) && folders.some((folder) => path.startsWith(folder)),
    )
    .flatMap((file) => [...findImpureImports(file), ...findImpureWords(file)])
}

function findImpureImports(file: TreeFile): Finding[] {
  return listImports(file)
    .filter(({ specifier }) => specifier.startsWith('node:'))
    .map(({ specifier, line }) => ({
      path: file.path,
      line,
      message: `imports ${specifier} on floor 0: hand the result in`,
    }))
}

function findImpureWords(file: TreeFile): Finding[] {
  const findings: Finding[] = []
  const add = (node: ESTree.Node, message: string): void => {
    findings.push({ path: file.path, line: lineAt(file.text, node.start), message })
  }
  visitSource(file, {
    MemberExpression: (node) => {
      if (node.object.type !== 'Identifier') return
      const word = `${node.object.name}.${nameOf(node.property)}`
      const mend =
        impureMembers.get(word) ?? (node.object.name === 'process' ? 'pass the value in' : undefined)
      if (mend !== undefined) add(node, `${word} on floor 0: ${mend}`)
    },
    NewExpression: (node) => {
      const readsClock = nameOf(node.callee) === 'Date' && node.arguments.length === 0
      if (readsClock) add(node, 'new Date() on floor 0: pass `now` in')
    },
  })
  return findings
}
