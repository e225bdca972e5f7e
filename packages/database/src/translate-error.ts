import { TarsError } from '@tars/contracts'

const unavailableCodes = /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|08...|57P0[1-5]|53300)$/

/** Turns an error that means "the server is not there" into DATABASE_UNAVAILABLE; leaves all others as they are. */
export function translateError(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const code = 'code' in error ? String(error.code) : ''
  const lost =
    /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/
  if (!unavailableCodes.test(code) && !lost.test(error.message)) return error
  return new TarsError(
    'DATABASE_UNAVAILABLE',
    'The database cannot be reached.',
    { reason: code || error.message },
    error,
  )
}
