import type { Call } from '../call.ts'

/** Who is calling. */
export async function readSession(call: Call<'session.read'>) {
  return call.caller.principal
}
