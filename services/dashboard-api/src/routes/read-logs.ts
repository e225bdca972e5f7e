import { routes, TarsError } from '@tars/contracts'
import type { Call } from '../call.ts'
import { askSupervisor, type ControlOptions } from '../supervisor.ts'

/**
 * The latest log lines of one service or of all, oldest first, as the supervisor keeps them.
 *
 * @throws {TarsError} SERVICE_UNAVAILABLE when no supervisor answers within 2 s.
 */
export async function readLogs({ control }: { control: ControlOptions }, { query }: Call<'system.logs'>) {
  const asked = Object.entries(query).map(([name, value]) => [name, String(value)])
  const lines = routes['system.logs'].response.safeParse(
    await askSupervisor(control, '/logs', Object.fromEntries(asked)),
  )
  if (lines.success) return lines.data
  throw new TarsError('SERVICE_UNAVAILABLE', 'The supervisor does not tell its logs.', {}, lines.error)
}
