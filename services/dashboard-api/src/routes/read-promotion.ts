import { readPromotion as findPromotion, type Sql } from '@tars/database'
import type { Call } from '../call.ts'
import { foundOrThrow } from '../not-found.ts'

/**
 * One promotion.
 *
 * @throws {TarsError} NOT_FOUND.
 */
export async function readPromotion(uses: { database: Sql }, { params }: Call<'promotions.read'>) {
  return foundOrThrow(await findPromotion(uses.database, params.id), 'promotion', params.id)
}
