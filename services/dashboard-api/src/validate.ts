import { type FieldProblem, listProblems, type Route, type RouteInputs, TarsError } from '@tars/contracts'
import { z } from 'zod'

const problemsMax = 100
const messageLengthMax = 500
const nothing = z.strictObject({})

/**
 * Parameters, query and body of a request as the route's schemas give them, with defaults filled in.
 *
 * @throws {TarsError} REQUEST_INVALID when path, query or body are not as described, listing every problem at once (the first 100).
 */
export function readInputs(route: Route, given: RouteInputs): RouteInputs {
  const problems: FieldProblem[] = []
  const read = (schema: z.ZodType, value: unknown) => {
    const parsed = schema.safeParse(value ?? {})
    if (!parsed.success) problems.push(...listProblems(parsed.error).slice(0, problemsMax))
    return parsed.data
  }
  const inputs = {
    params: read(route.params ?? nothing, given.params),
    query: read(route.query ?? nothing, given.query),
    body: read(route.body ?? nothing, given.body),
  }
  if (problems.length > 0) throw refuse(problems.slice(0, problemsMax))
  return inputs as RouteInputs
}

function refuse(problems: readonly FieldProblem[]): TarsError {
  const short = problems.map(({ path, message }) => ({
    path: path.slice(0, messageLengthMax),
    message: message.slice(0, messageLengthMax),
  }))
  const [first] = short
  const others = short.length > 1 ? `, and ${short.length - 1} more` : ''
  return new TarsError('REQUEST_INVALID', `${first?.path}: ${first?.message}${others}.`, { problems: short })
}
