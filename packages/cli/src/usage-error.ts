import { type FieldProblem, TarsError } from '@tars/contracts'

/** The error of a command line that cannot be carried out as it is written. */
export function usageError(message: string, problems: readonly FieldProblem[] = []): TarsError {
  return new TarsError('USAGE', message, { problems })
}
