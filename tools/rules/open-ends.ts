import type { Finding } from '../finding.ts'
import { lineAt, readSyntax } from '../syntax.ts'
import { isSource, type Tree, type TreeFile } from '../tree.ts'

const mark = /\b(TODO|FIXME|XXX|HACK)\b/

/** Marks that promise work for later: in comments of sources, and anywhere in documents, SQL, styles and scripts. */
export function findOpenEnds(tree: Tree): Finding[] {
  return tree.flatMap((file) =>
    listProse(file).flatMap(({ text, start }) => {
      const match = mark.exec(text)
      if (match === null) return []
      const line = lineAt(file.text, start + match.index)
      return [
        {
          path: file.path,
          line,
          message: `${match[1]} is a promise in the wrong place: do it, or leave it out`,
        },
      ]
    }),
  )
}

function listProse(file: TreeFile): { text: string; start: number }[] {
  if (isSource(file.path))
    return readSyntax(file).comments.map(({ value, start }) => ({ text: value, start }))
  return /\.(md|sql|css|html|ya?ml|sh)$|^tars$/.test(file.path) ? [{ text: file.text, start: 0 }] : []
}
