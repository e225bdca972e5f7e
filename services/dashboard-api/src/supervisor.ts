import { TarsError } from '@tars/contracts'

/** How to reach the supervisor; without an address there is none. */
export interface ControlOptions {
  url: string | undefined
  token: string | undefined
}

const answerMs = 2_000

/**
 * What the supervisor answers to a question, as JSON gives it.
 *
 * @throws {TarsError} SERVICE_UNAVAILABLE when there is no supervisor, or none that answers within 2 s.
 */
export async function askSupervisor(
  control: ControlOptions,
  path: string,
  query: Record<string, string> = {},
): Promise<unknown> {
  if (control.url === undefined) {
    throw new TarsError('SERVICE_UNAVAILABLE', 'This service runs without a supervisor that could be asked.')
  }
  const url = new URL(path, control.url)
  url.search = new URLSearchParams(query).toString()
  try {
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${control.token ?? ''}` },
      signal: AbortSignal.timeout(answerMs),
    })
    if (!response.ok) throw new Error(`it answered ${response.status}`)
    return await response.json()
  } catch (cause) {
    throw new TarsError('SERVICE_UNAVAILABLE', 'The supervisor does not answer.', {}, cause)
  }
}
