import type { ESTree } from 'vite'
import type { Finding } from '../finding.ts'
import { lineAt, readSyntax } from '../syntax.ts'
import { isSource, isTest, type Tree, type TreeFile } from '../tree.ts'

/** Exports without a docstring, and docstrings whose first sentence does not end with a full stop. */
export function findMissingDocstrings(tree: Tree): Finding[] {
  return tree.filter(({ path }) => isSource(path) && !isTest(path)).flatMap(findInSource)
}

function findInSource(file: TreeFile): Finding[] {
  const { body } = readSyntax(file).program
  const exported = new Set(body.flatMap(listLocalExports))
  const seen = new Set<string>()
  return body.flatMap((statement) => {
    const isExport = statement.type === 'ExportNamedDeclaration'
    const declaration = isExport ? statement.declaration : statement
    const names = listDeclaredNames(declaration).filter((name) => isExport || exported.has(name))
    // Overloads, and a type beside the constant of its name, are told once.
    const fresh = names.filter((name) => !seen.has(name))
    for (const name of fresh) seen.add(name)
    const fault = fresh.length === 0 ? undefined : judge(readDocstring(file, statement.start))
    if (fault === undefined) return []
    return [
      { path: file.path, line: lineAt(file.text, statement.start), message: `${fresh.join(', ')} ${fault}` },
    ]
  })
}

/** The names of `export { a, b }` without a source: their declarations stand elsewhere in the file. */
function listLocalExports(statement: ESTree.Node): string[] {
  if (statement.type !== 'ExportNamedDeclaration' || statement.source !== null) return []
  return statement.specifiers.flatMap(({ local }) => (local.type === 'Identifier' ? [local.name] : []))
}

function listDeclaredNames(declaration: ESTree.Node | null): string[] {
  switch (declaration?.type) {
    case 'VariableDeclaration':
      return declaration.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? [id.name] : []))
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
    case 'TSDeclareFunction':
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
      return declaration.id === null ? [] : [declaration.id.name]
    default:
      return []
  }
}

function readDocstring(file: TreeFile, start: number): string | undefined {
  const comment = readSyntax(file).comments.findLast(({ end }) => end <= start)
  if (comment?.type !== 'Block' || !comment.value.startsWith('*')) return undefined
  return file.text.slice(comment.end, start).trim() === '' ? comment.value : undefined
}

function judge(docstring: string | undefined): string | undefined {
  if (docstring === undefined) return 'has no docstring: say in one sentence what it gives'
  const lines = docstring
    .slice(1)
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, '').trimEnd())
  const [first = ''] = lines
    .join('\n')
    .trim()
    .split(/\n\s*\n|(?:^|\s)@[a-z]+\b/)
  const sentence = first.replace(/\b(e\.g|i\.e|etc|cf|vs|eq)\./g, '$1')
  return /\S\.(\s|$)/.test(sentence)
    ? undefined
    : 'has a docstring that does not begin with a sentence: say what it gives, with a full stop'
}
