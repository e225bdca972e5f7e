import { readTraining as findTraining, type Sql } from '@tars/database'
import type { Call } from '../call.ts'
import { foundOrThrow } from '../not-found.ts'

/**
 * One training.
 *
 * @throws {TarsError} NOT_FOUND.
 */
export async function readTraining(uses: { database: Sql }, { params }: Call<'trainings.read'>) {
  return foundOrThrow(await findTraining(uses.database, params.id), 'training', params.id)
}
