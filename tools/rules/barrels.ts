import type { Finding } from '../finding.ts'
import { listMembers } from '../member.ts'
import { lineAt, visitSource } from '../syntax.ts'
import { isSource, type Tree, type TreeFile } from '../tree.ts'

/** Index files other than the one of each package, packages without theirs, and re-exports that list no names. */
export function findStrayBarrels(tree: Tree): Finding[] {
  const expected = listMembers(tree)
    .filter(({ manifest }) => manifest.exports !== undefined)
    .map(({ folder }) => `${folder}/src/index.ts`)
  const paths = new Set(tree.map(({ path }) => path))
  const missing = expected.filter((path) => !paths.has(path))
  const stray = tree.filter(({ path }) => /(^|\/)index\.[cm]?[jt]sx?$/.test(path) && !expected.includes(path))
  return [
    ...missing.map((path) => ({
      path,
      message: 'a package that exports needs this file: list its names in it',
    })),
    ...stray.map(({ path }) => ({
      path,
      message: 'only a package that exports has an index: import the file itself',
    })),
    ...tree.filter(({ path }) => isSource(path)).flatMap(findStars),
  ]
}

function findStars(file: TreeFile): Finding[] {
  const findings: Finding[] = []
  visitSource(file, {
    ExportAllDeclaration: (node) => {
      const line = lineAt(file.text, node.start)
      findings.push({ path: file.path, line, message: '`export *` hides what there is: list the names' })
    },
  })
  return findings
}
