import { type FieldProblem, TarsError } from '@tars/contracts'

const problemsMax = 100

/**
 * Looks through every string of a parsed value, names included, for text that must not come in.
 *
 * @throws {TarsError} REQUEST_MALFORMED when a name is `__proto__`; REQUEST_INVALID when strings hold U+0000 (PostgreSQL cannot
 *   store it) or half of a surrogate pair (UTF-8 cannot carry it), listing the first 100.
 */
export function checkText(value: unknown): void {
  const problems: FieldProblem[] = []
  collectProblems(value, [], problems)
  if (problems.length > 0) {
    throw new TarsError('REQUEST_INVALID', 'The request holds text that cannot be stored.', { problems })
  }
}

function collectProblems(value: unknown, path: readonly string[], problems: FieldProblem[]): void {
  if (typeof value === 'string') checkString(value, path, problems)
  if (typeof value !== 'object' || value === null) return
  for (const [name, entry] of Object.entries(value)) {
    if (name === '__proto__') throw new TarsError('REQUEST_MALFORMED', 'The name __proto__ is not accepted.')
    checkString(name, path, problems)
    collectProblems(entry, [...path, name], problems)
  }
}

function checkString(text: string, path: readonly string[], problems: FieldProblem[]): void {
  if (problems.length === problemsMax) return
  const where = path.join('.') || '(whole value)'
  if (text.includes('\0')) problems.push({ path: where, message: 'must not hold U+0000' })
  else if (!text.isWellFormed())
    problems.push({ path: where, message: 'must not hold half a surrogate pair' })
}
