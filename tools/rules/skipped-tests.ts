import type { ESTree } from 'vite'
import type { Finding } from '../finding.ts'
import { lineAt, nameOf, textOf, visitSource } from '../syntax.ts'
import { isTest, type Tree, type TreeFile } from '../tree.ts'

const suites = new Set(['it', 'test', 'describe', 'suite', 'bench'])
const noReason =
  "prints no reason: call the context's skip(condition, 'reason'), or end the title with '(needs …)'"
const mends = new Map([
  ['only', 'leaves the other tests out: remove it'],
  ['skip', noReason],
  ['skipIf', noReason],
  ['runIf', noReason],
  ['todo', 'is a test that cannot fail: write it'],
])

/** Tests that are left out without a printed reason, and tests that leave all others out. */
export function findSkippedTests(tree: Tree): Finding[] {
  return tree.filter(({ path }) => isTest(path)).flatMap(findInTest)
}

function findInTest(file: TreeFile): Finding[] {
  const findings: Finding[] = []
  const add = (node: ESTree.Node, message: string): void => {
    findings.push({ path: file.path, line: lineAt(file.text, node.start), message })
  }
  const reasoned = new Set<ESTree.Node>()
  visitSource(file, {
    // An outer call is visited before its callee, so a title is read before the `skipIf` that it excuses.
    CallExpression: (node) => {
      if (isContextSkip(node.callee) && !hasReason(node.arguments)) add(node, `skip ${noReason}`)
      if (node.callee.type === 'CallExpression' && tellsNeed(node.arguments[0]))
        reasoned.add(node.callee.callee)
    },
    MemberExpression: (node) => {
      const word = nameOf(node.property) ?? ''
      const mend = mends.get(word)
      if (mend === undefined || !suites.has(rootOf(node) ?? '')) return
      if (!(reasoned.has(node) && word.endsWith('If'))) add(node, `.${word} ${mend}`)
    },
  })
  return findings
}

/** The name that a chain such as `it.concurrent.skip` begins with. */
function rootOf(node: ESTree.Node): string | undefined {
  if (node.type === 'MemberExpression') return rootOf(node.object)
  return node.type === 'CallExpression' ? rootOf(node.callee) : nameOf(node)
}

function isContextSkip(callee: ESTree.Node): boolean {
  if (callee.type === 'Identifier') return callee.name === 'skip'
  const ofContext = callee.type === 'MemberExpression' && nameOf(callee.property) === 'skip'
  return ofContext && ['context', 'ctx'].includes(rootOf(callee) ?? '')
}

function hasReason(given: readonly ESTree.Argument[]): boolean {
  const first = given[0]?.type
  return given.length === 2 || (given.length === 1 && (first === 'Literal' || first === 'TemplateLiteral'))
}

/** Whether a title ends with the need that decides, as in `copies its binaries (needs root)`: it is printed when left out. */
function tellsNeed(title: ESTree.Argument | undefined): boolean {
  return title !== undefined && /\((these )?needs? [^)]+\)$/.test(textOf(title) ?? '')
}
