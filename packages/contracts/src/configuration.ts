import type { z } from 'zod'
import { TarsError } from './error.ts'
import { listProblems } from './problem.ts'

/**
 * The configuration of a process, parsed once from its environment and frozen. Keys are the names of the variables; empty
 * ones count as absent; variables that the schema does not name are left alone.
 *
 * @throws {TarsError} CONFIG_INVALID listing every problem at once, never a value.
 */
export function readConfiguration<Schema extends z.ZodObject>(
  schema: Schema,
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<z.output<Schema>> {
  const given = Object.entries(environment).filter(([name, value]) => name in schema.shape && value !== '')
  const parsed = schema.safeParse(Object.fromEntries(given))
  if (parsed.success) return Object.freeze(parsed.data)
  const problems = listProblems(parsed.error)
  const lines = problems.map(({ path, message }) => `  ${path}: ${message}`)
  throw new TarsError('CONFIG_INVALID', `The configuration cannot be used:\n${lines.join('\n')}`, {
    problems,
  })
}
