import { type SystemStatus, systemStatusSchema, TarsError } from '@tars/contracts'
import { askSupervisor, type ControlOptions } from '../supervisor.ts'

/**
 * Services, database and migrations as the supervisor sees them.
 *
 * @throws {TarsError} SERVICE_UNAVAILABLE when no supervisor answers within 2 s.
 */
export async function readSystem({ control }: { control: ControlOptions }): Promise<SystemStatus> {
  const status = systemStatusSchema.safeParse(await askSupervisor(control, '/status'))
  if (status.success) return status.data
  throw new TarsError('SERVICE_UNAVAILABLE', 'The supervisor does not tell its status.', {}, status.error)
}
