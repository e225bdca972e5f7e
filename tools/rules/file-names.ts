import type { Finding } from '../finding.ts'
import type { Tree } from '../tree.ts'

const emptyWords = new Set([
  ...['util', 'utils', 'helper', 'helpers', 'common', 'misc'],
  ...['types', 'manager', 'managers', 'base'],
])
const release = /(^|[-_./])v?\d+[._-]\d+[._-]\d+([-_./]|$)|(^|[-_/])v\d+([-_./]|$)/
const stage = /(^|[-_./])(phase|part|stage|sprint|milestone|iteration)[-_]?\d+/
const ticket = /(^|[-_./])(tars|issue|ticket|bug|task|pr)[-_]?\d+/

/** Names that say nothing, and names that tell a release, a stage or a ticket instead of a concept. */
export function findBadNames(tree: Tree): Finding[] {
  return tree.flatMap(({ path }) => {
    const name = path.toLowerCase()
    const empty = name.split(/[/._-]/).find((word) => emptyWords.has(word))
    if (empty !== undefined) return [{ path, message: `'${empty}' says nothing: name the concept it holds` }]
    if (release.test(name))
      return [{ path, message: 'a release number in a path: name the concept it holds' }]
    if (stage.test(name)) return [{ path, message: 'a stage of work in a path: name the concept it holds' }]
    if (ticket.test(name)) return [{ path, message: 'a ticket in a path: name the behaviour it is about' }]
    return []
  })
}
