import { readEvaluation as findEvaluation, type Sql } from '@tars/database'
import type { Call } from '../call.ts'
import { foundOrThrow } from '../not-found.ts'

/**
 * One evaluation.
 *
 * @throws {TarsError} NOT_FOUND.
 */
export async function readEvaluation(uses: { database: Sql }, { params }: Call<'evaluations.read'>) {
  return foundOrThrow(await findEvaluation(uses.database, params.id), 'evaluation', params.id)
}
