import { type SystemStatus, systemStatusSchema, TarsError } from '@tars/contracts'

const answerMsMax = 5_000

/**
 * The status as the supervisor of a local platform tells it.
 *
 * @throws {TarsError} PLATFORM_UNREACHABLE when it does not answer within 5 s.
 */
export async function readControlStatus(
  fetchStatus: typeof fetch,
  platform: { readonly controlUrl: string; readonly controlToken: string; readonly pid: number },
): Promise<SystemStatus> {
  try {
    const response = await fetchStatus(`${platform.controlUrl}/status`, {
      headers: { authorization: `Bearer ${platform.controlToken}` },
      signal: AbortSignal.timeout(answerMsMax),
    })
    if (!response.ok) throw new Error(`it answered ${response.status}`)
    return systemStatusSchema.parse(await response.json())
  } catch (cause) {
    const reason = (cause as Error).message
    throw new TarsError(
      'PLATFORM_UNREACHABLE',
      `The supervisor (process ${platform.pid}) cannot tell its status: ${reason}`,
      {},
      cause,
    )
  }
}
