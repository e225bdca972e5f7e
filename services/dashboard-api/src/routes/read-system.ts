import { type SystemStatus, systemStatusSchema, TarsError } from '@tars/contracts'

/** How to reach the supervisor; without an address there is none. */
export interface ControlOptions {
  url: string | undefined
  token: string | undefined
}

const answerMs = 2_000

/**
 * Services, database and migrations as the supervisor sees them.
 *
 * @throws {TarsError} SERVICE_UNAVAILABLE when no supervisor answers within 2 s.
 */
export async function readSystem({ control }: { control: ControlOptions }): Promise<SystemStatus> {
  if (control.url === undefined) {
    throw new TarsError('SERVICE_UNAVAILABLE', 'This service runs without a supervisor that could be asked.')
  }
  try {
    const response = await fetch(new URL('/status', control.url), {
      headers: { authorization: `Bearer ${control.token ?? ''}` },
      signal: AbortSignal.timeout(answerMs),
    })
    return systemStatusSchema.parse(await response.json())
  } catch (cause) {
    throw new TarsError('SERVICE_UNAVAILABLE', 'The supervisor does not answer.', {}, cause)
  }
}
