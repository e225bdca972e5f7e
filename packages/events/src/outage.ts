import { TarsError } from '@tars/contracts'

/** Whether an error says that the database is away, and so nothing about the work or the event at hand. */
export function isOutage(error: unknown): boolean {
  return error instanceof TarsError && error.code === 'DATABASE_UNAVAILABLE'
}
