import { readAgent as findAgent, type Sql } from '@tars/database'
import type { Call } from '../call.ts'
import { foundOrThrow } from '../not-found.ts'

/**
 * One agent.
 *
 * @throws {TarsError} NOT_FOUND.
 */
export async function readAgent(uses: { database: Sql }, { params }: Call<'agents.read'>) {
  return foundOrThrow(await findAgent(uses.database, params.name), 'agent', params.name)
}
