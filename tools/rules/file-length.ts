import type { Finding } from '../finding.ts'
import type { Tree } from '../tree.ts'

/** The most lines that a file written by people may have. */
export const fileLinesMax = 400

const written = /\.(tsx?|css|sql|sh|html)$|^tars$/

/** Files that are too long to be read in one go; a file that says in line 1 that it is generated is left alone. */
export function findLongFiles(tree: Tree): Finding[] {
  return tree
    .filter(({ path, text }) => written.test(path) && !isGenerated(path, text))
    .map(({ path, text }) => ({ path, lines: text.replace(/\n$/, '').split('\n').length }))
    .filter(({ lines }) => lines > fileLinesMax)
    .map(({ path, lines }) => ({
      path,
      message: `has ${lines} lines, more than ${fileLinesMax}: give its second concept a file of its own`,
    }))
}

function isGenerated(path: string, text: string): boolean {
  return !/\.tsx?$/.test(path) && /\bgenerated\b/i.test(text.slice(0, text.indexOf('\n')))
}
