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

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'a list',
}

const formats: Readonly<Record<string, string>> = {
  uuid: 'a UUID',
  email: 'an e-mail address',
  url: 'an absolute URL',
  datetime: 'a moment in UTC, like 2026-01-31T12:00:00.000Z',
}

/** The most of what is wrong with a value that is looked at. */
const issuesMax = 200

/**
 * The problems of a refused value, each saying where, what is wrong and what is allowed; no two are the same. They are of the first
 * 200 things that are wrong with it: a value can be large and wrong everywhere.
 */
export function listProblems(error: z.ZodError): { path: string; message: string }[] {
  const problems = error.issues
    .slice(0, issuesMax)
    .filter(isTightest)
    .map((issue) => ({
      path: issue.path.map(String).join('.') || '(whole value)',
      message: describeIssue(issue),
    }))
  return [...new Map(problems.map((problem) => [`${problem.path}\n${problem.message}`, problem])).values()]
}

/** Whole numbers are bounded by 2^53 before their own, tighter bounds; the last bound of a kind says more. */
function isTightest(issue: z.core.$ZodIssue, at: number, all: readonly z.core.$ZodIssue[]): boolean {
  if (issue.code !== 'too_big' && issue.code !== 'too_small') return true
  return !all.slice(at + 1).some(({ code, path }) => code === issue.code && path.join() === issue.path.join())
}

function describeIssue(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `unknown: ${issue.keys.join(', ')}`
  if (issue.code === 'too_small')
    return `must be ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}${unitOf(issue, issue.minimum)}`
  if (issue.code === 'too_big')
    return `must be ${issue.inclusive ? 'at most' : 'less than'} ${issue.maximum}${unitOf(issue, issue.maximum)}`
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.map(String).join(', ')}`
  if (issue.code === 'invalid_type') return describeType(issue)
  const isOwnWord = !issue.message.startsWith('Invalid ')
  if (issue.code === 'invalid_format' && !isOwnWord) return `must be ${formats[issue.format] ?? issue.format}`
  return issue.message
}

function describeType({ expected, message }: z.core.$ZodIssueInvalidType): string {
  const kind = kinds[expected] ?? `of the kind ${expected}`
  // The value itself is not kept with its issue, so that no secret is; its kind stands in the words of the library.
  const received = /, received (\w+)$/.exec(message)?.[1] ?? ''
  if (received === 'undefined') return `is missing; it must be ${kind}`
  if (expected === 'int' && received === 'number') return `must be ${kind}`
  return received === '' ? message : `must be ${kind}, not ${kinds[received] ?? received}`
}

function unitOf(issue: { origin: string }, count: number | bigint): string {
  const isOne = Number(count) === 1
  if (issue.origin === 'string') return isOne ? ' character long' : ' characters long'
  if (issue.origin === 'array') return isOne ? ' entry long' : ' entries long'
  return ''
}
