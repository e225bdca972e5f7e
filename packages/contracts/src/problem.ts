import { z } from 'zod'

/** An error as HTTP carries it. @source RFC 9457, section 3 */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  advice: z.string(),
  traceId: z.string().nullable(),
  problems: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
})

/** An error as HTTP carries it. */
export type Problem = z.infer<typeof problemSchema>

/** The problems of a refused value, one per field, each saying where, what was expected and what is allowed. */
export function listProblems(error: z.ZodError): { path: string; message: string }[] {
  return error.issues.map((issue) => ({
    path: issue.path.map(String).join('.') || '(whole value)',
    message: describeIssue(issue),
  }))
}

function describeIssue(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `unknown: ${issue.keys.join(', ')}`
  if (issue.code === 'too_small')
    return `must be ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}${unitOf(issue, issue.minimum)}`
  if (issue.code === 'too_big')
    return `must be ${issue.inclusive ? 'at most' : 'less than'} ${issue.maximum}${unitOf(issue, issue.maximum)}`
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.map(String).join(', ')}`
  return issue.message
}

function unitOf(issue: { origin: string }, count: number | bigint): string {
  const isOne = Number(count) === 1
  if (issue.origin === 'string') return isOne ? ' character long' : ' characters long'
  if (issue.origin === 'array') return isOne ? ' entry long' : ' entries long'
  return ''
}
