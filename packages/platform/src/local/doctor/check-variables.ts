import { type Check, outcomesOf } from './check.ts'
import type { VariableFacts } from './variables.ts'

const { ok, warning, broken } = outcomesOf('variables', 'variables')

/** Whether the variables that begin with TARS_ are known, and their values allowed. Values are never shown. */
export function checkVariables({ given, problems, unknown }: VariableFacts): Check {
  if (problems.length > 0) {
    return broken({
      found: problems.map(({ name, message }) => `${name} ${message}`).join('; '),
      why: 'A service that cannot use its settings does not start, and neither does the platform.',
      mend: `Correct the values, or go back to the defaults: \`unset ${problems.map(({ name }) => name).join(' ')}\`.`,
    })
  }
  if (unknown.length > 0) {
    return warning({
      found: unknown.map(({ name, nearest }) => (nearest ? `${name} (${nearest}?)` : name)).join(', '),
      why: 'T.A.R.S. takes no such setting, so it works as if it were not there.',
      mend: `Correct the name, or remove it: \`unset ${unknown.map(({ name }) => name).join(' ')}\`.`,
    })
  }
  return ok(given.length === 0 ? 'none set: every setting has its default' : given.join(', '))
}
