import { type ESTree, type ParseResult, parseSync, Visitor, type VisitorObject } from 'vite'
import type { TreeFile } from './tree.ts'

/** What a source names in an import, a re-export, a type import or a worker's URL. */
export interface Reference {
  /** The text between the quotes. */
  readonly specifier: string
  /** Line, counted from 1. */
  readonly line: number
}

// Every rule reads the same few hundred files, and a file's text never changes: each is parsed once.
const parsed = new WeakMap<TreeFile, ParseResult>()

/** The syntax tree and the comments of a source. */
export function readSyntax(file: TreeFile): ParseResult {
  const known = parsed.get(file)
  if (known !== undefined) return known
  const result = parseSync(file.path, file.text)
  parsed.set(file, result)
  return result
}

/** Walks a source's syntax tree, calling the visitor's function for each kind of node that it names. */
export function visitSource(file: TreeFile, visitor: VisitorObject): void {
  new Visitor(visitor).visit(readSyntax(file).program)
}

/** The line of an offset in a text, counted from 1. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}

/** What a source imports: statements, `import()`, types and re-exports, in order. */
export function listImports(file: TreeFile): Reference[] {
  const imports: Reference[] = []
  const add = (source: ESTree.Expression | null): void => {
    const specifier = textOf(source)
    if (specifier !== undefined) imports.push({ specifier, line: lineAt(file.text, source!.start) })
  }
  visitSource(file, {
    ImportDeclaration: (node) => add(node.source),
    ExportNamedDeclaration: (node) => add(node.source),
    ExportAllDeclaration: (node) => add(node.source),
    ImportExpression: (node) => add(node.source),
    TSImportType: (node) => add(node.source),
  })
  return imports
}

/** The files that a source names by `new URL('./x.ts', import.meta.url)` or `import.meta.resolve('./x.ts')`. */
export function listLocations(file: TreeFile): Reference[] {
  const locations: Reference[] = []
  const add = (argument: ESTree.Argument | undefined): void => {
    const specifier = argument === undefined ? undefined : textOf(argument)
    if (specifier?.startsWith('.')) locations.push({ specifier, line: lineAt(file.text, argument!.start) })
  }
  visitSource(file, {
    NewExpression: (node) => {
      if (node.callee.type === 'Identifier' && node.callee.name === 'URL') add(node.arguments[0])
    },
    CallExpression: (node) => {
      const { callee } = node
      const onMeta = callee.type === 'MemberExpression' && callee.object.type === 'MetaProperty'
      if (onMeta && nameOf(callee.property) === 'resolve') add(node.arguments[0])
    },
  })
  return locations
}

/** The name that an identifier or a quoted key spells; undefined for anything else. */
export function nameOf(node: ESTree.Node): string | undefined {
  if (node.type === 'Identifier' || node.type === 'PrivateIdentifier') return node.name
  return textOf(node)
}

/** The text of a string literal; undefined for anything else. */
export function textOf(node: ESTree.Node | null): string | undefined {
  return node?.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined
}

/** The texts of a source's string literals, in order. */
export function listTexts(file: TreeFile): string[] {
  const texts: string[] = []
  visitSource(file, {
    Literal: (node) => {
      if (typeof node.value === 'string') texts.push(node.value)
    },
  })
  return texts
}

/** Whether a comment stands between two offsets of a source. */
export function hasCommentBetween(file: TreeFile, start: number, end: number): boolean {
  return readSyntax(file).comments.some((comment) => comment.start >= start && comment.end <= end)
}
