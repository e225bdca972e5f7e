import type { Finding } from '../finding.ts'
import { listMembers } from '../member.ts'
import { visitSource } from '../syntax.ts'
import { isSource, isTest, type Tree, type TreeFile } from '../tree.ts'

const highestFloor = 2

/**
 * Sources of floors 0 to 2 without a test beside them. A file without any function – shapes, tables, types – has nothing
 * that could be tested, and neither has a package's index.
 */
export function findUntestedSources(tree: Tree): Finding[] {
  const folders = listMembers(tree)
    .filter(({ floor, kind }) => kind === 'package' && floor !== undefined && floor <= highestFloor)
    .map(({ folder }) => `${folder}/src/`)
  const tests = new Set(tree.filter(({ path }) => isTest(path)).map(({ path }) => stemOf(path)))
  return tree
    .filter(({ path }) => folders.some((folder) => path.startsWith(folder)))
    .filter(({ path }) => isSource(path) && !isTest(path) && !path.endsWith('/src/index.ts'))
    .filter((file) => !tests.has(stemOf(file.path)) && hasFunctions(file))
    .map(({ path }) => ({ path, message: `has no test beside it: write ${stemOf(path)}.test.ts` }))
}

/** The path up to the first dot of its name, the same for `rank.ts`, `rank.test.ts` and `rank.integration.test.ts`. */
function stemOf(path: string): string {
  return path.replace(/(\/[^./]+)\.[^/]*$/, '$1')
}

function hasFunctions(file: TreeFile): boolean {
  let found = false
  const find = (): void => {
    found = true
  }
  visitSource(file, { FunctionDeclaration: find, FunctionExpression: find, ArrowFunctionExpression: find })
  return found
}
