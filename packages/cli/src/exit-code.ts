import { type ErrorCode, TarsError } from '@tars/contracts'
import { CommanderError } from 'commander'

/** The exit codes: done, the work failed or the verdict is bad, wrong usage, not reachable, stopped by Ctrl-C. */
export const exitCodes = { done: 0, failed: 1, usage: 2, unreachable: 3, interrupted: 130 } as const

const usageCodes: readonly ErrorCode[] = [
  'USAGE',
  'CONFIG_INVALID',
  'REQUEST_INVALID',
  'REQUEST_MALFORMED',
  'REQUEST_TOO_LARGE',
  'CURSOR_INVALID',
  'NOT_FOUND',
]

const unreachableCodes: readonly ErrorCode[] = [
  'PLATFORM_UNREACHABLE',
  'SERVICE_UNAVAILABLE',
  'DATABASE_UNAVAILABLE',
  'OVERLOADED',
]

/** The exit code that an error ends the process with. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage
  if (!(error instanceof TarsError)) return exitCodes.failed
  if (usageCodes.includes(error.code)) return exitCodes.usage
  return unreachableCodes.includes(error.code) ? exitCodes.unreachable : exitCodes.failed
}
