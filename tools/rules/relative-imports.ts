import type { Finding } from '../finding.ts'
import { findMember, listMembers } from '../member.ts'
import { resolveRelative } from '../module-graph.ts'
import { listImports, listLocations } from '../syntax.ts'
import { isSource, isTest, type Tree } from '../tree.ts'

/** Relative imports that leave their own member. Tests of a member may also use the harness in `tests/`. */
export function findEscapingImports(tree: Tree): Finding[] {
  const members = listMembers(tree)
  return tree
    .filter(({ path }) => isSource(path))
    .flatMap((file) => {
      const member = findMember(members, file.path)
      if (member === undefined) return []
      const allowed = [`${member.folder}/`, ...(isTest(file.path) ? ['tests/'] : [])]
      return [...listImports(file), ...listLocations(file).filter(({ specifier }) => isSource(specifier))]
        .filter(({ specifier }) => specifier.startsWith('.'))
        .filter(({ specifier }) => {
          const target = resolveRelative(file.path, specifier)
          return !allowed.some((folder) => target.startsWith(folder))
        })
        .map(({ specifier, line }) => ({
          path: file.path,
          line,
          message: `'${specifier}' leaves ${member.folder}: import the other member by its name`,
        }))
    })
}
