import { type ErrorCode, errorCatalogue, routes } from '@tars/contracts'
import type { ESTree } from 'vite'
import { resolveRelative } from '../module-graph.ts'
import { nameOf, readSyntax, textOf, visitSource } from '../syntax.ts'
import { isSource, isTest, type Tree, type TreeFile } from '../tree.ts'

/** An error that a source's docstrings say it throws, and when. */
export interface ThrownError {
  readonly code: ErrorCode
  /** Begins in lower case; empty when the docstring says no more than the code. */
  readonly when: string
}

const source = 'services/dashboard-api/src'

/** The errors that any call may be answered with before its operation begins, by the docstrings of what checks it. */
export function listCallErrors(tree: Tree): ThrownError[] {
  const errors = listUsed(tree, findFile(tree, `${source}/answer-call.ts`)).flatMap(listThrown)
  return [...new Map(errors.map((error) => [`${error.code} ${error.when}`, error])).values()]
}

/**
 * The errors that an operation itself throws, by the docstrings of its file and of what that uses of the same service. An
 * operation's file is the one that the service binds to its name.
 */
export function listOperationErrors(tree: Tree): ReadonlyMap<string, readonly ThrownError[]> {
  const errors = new Map<string, readonly ThrownError[]>()
  const sources = tree.filter(({ path }) => path.startsWith(`${source}/`) && isSource(path) && !isTest(path))
  for (const table of sources) {
    const paths = listBindings(table)
    visitSource(table, {
      Property: ({ key, value }) => {
        const operation = textOf(key) ?? ''
        const path = paths.get(nameHandler(value) ?? '')
        if (!(operation in routes) || path === undefined) return
        const file = findFile(tree, path)
        errors.set(operation, unite([file, ...listUsed(tree, file)].flatMap(listThrown)))
      },
    })
  }
  return errors
}

/** The function behind `(call) => handle(uses, call)`, or behind `handle` itself. */
function nameHandler(value: ESTree.Node): string | undefined {
  const called = value.type === 'ArrowFunctionExpression' ? value.body : value
  return nameOf(called.type === 'CallExpression' ? called.callee : called)
}

/** What the docstrings of a source say after `@throws {TarsError}`: codes with their conditions, separated by semicolons. */
export function listThrown(file: TreeFile): ThrownError[] {
  const texts = readSyntax(file).comments.map(({ value }) =>
    value.replace(/\n\s*\*/g, ' ').replace(/\s+/g, ' '),
  )
  const clauses = texts.flatMap((text) =>
    [...text.matchAll(/@throws \{TarsError\} ([^@]*)/g)].flatMap(([, said]) => said!.split('; ')),
  )
  return clauses.flatMap((clause) => {
    const [, code = '', when = ''] = /^([A-Z][A-Z_]+)\b ?(?:when )?(.*?)\.? ?$/.exec(clause) ?? []
    return code in errorCatalogue ? [{ code: code as ErrorCode, when }] : []
  })
}

/** One entry for each code: the first condition that is given counts, for it is the nearest. */
function unite(errors: readonly ThrownError[]): ThrownError[] {
  const united = new Map<ErrorCode, ThrownError>()
  for (const error of errors) if (!united.get(error.code)?.when) united.set(error.code, error)
  return [...united.values()]
}

function listUsed(tree: Tree, file: TreeFile): TreeFile[] {
  return [...new Set(listBindings(file).values())].map((path) => findFile(tree, path))
}

/** The values that a source imports by a relative path, by their local names, with the path from the project's root. */
function listBindings(file: TreeFile): ReadonlyMap<string, string> {
  const bindings = new Map<string, string>()
  visitSource(file, {
    ImportDeclaration: ({ importKind, specifiers, source: { value } }) => {
      if (importKind === 'type' || !value.startsWith('.')) return
      for (const part of specifiers) {
        const isType = part.type === 'ImportSpecifier' && part.importKind === 'type'
        if (!isType) bindings.set(part.local.name, resolveRelative(file.path, value))
      }
    },
  })
  return bindings
}

function findFile(tree: Tree, path: string): TreeFile {
  const file = tree.find((candidate) => candidate.path === path)
  if (file === undefined) throw new RangeError(`${path} is not in the tree`)
  return file
}
