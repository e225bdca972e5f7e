import { readPolicy as findPolicy, type Sql } from '@tars/database'
import type { Call } from '../call.ts'
import { foundOrThrow } from '../not-found.ts'

/**
 * One policy.
 *
 * @throws {TarsError} NOT_FOUND.
 */
export async function readPolicy(uses: { database: Sql }, { params }: Call<'policies.read'>) {
  return foundOrThrow(await findPolicy(uses.database, params.id), 'policy', params.id)
}
