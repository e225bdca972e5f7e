import { readVerification as findVerification, type Sql } from '@tars/database'
import type { Call } from '../call.ts'
import { foundOrThrow } from '../not-found.ts'

/**
 * One verification.
 *
 * @throws {TarsError} NOT_FOUND.
 */
export async function readVerification(uses: { database: Sql }, { params }: Call<'verifications.read'>) {
  return foundOrThrow(await findVerification(uses.database, params.id), 'verification', params.id)
}
