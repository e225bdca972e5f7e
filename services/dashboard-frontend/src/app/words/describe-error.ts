import { TarsError } from '@tars/contracts'

/** An error as a page tells it. */
export interface ErrorWords {
  what: string
  advice: string
  traceId: string | null
  retryable: boolean
}

/** What went wrong, what to do, and the trace to follow, from anything that was thrown. */
export function describeError(error: unknown): ErrorWords {
  if (error instanceof TarsError) {
    const { traceId } = error.facts
    return {
      what: error.message,
      advice: error.advice,
      traceId: typeof traceId === 'string' ? traceId : null,
      retryable: error.retryable,
    }
  }
  return {
    what: error instanceof Error ? `The page failed: ${error.message}` : 'The page failed.',
    advice: 'Load it again. If that does not help, the page and the platform may be of different versions.',
    traceId: null,
    retryable: true,
  }
}

/** The problem of each field of a refused form, by the field's path; empty for any other error. */
export function fieldProblems(error: unknown): Record<string, string> {
  if (!(error instanceof TarsError)) return {}
  return Object.fromEntries(error.problems.map(({ path, message }) => [path, message]))
}
