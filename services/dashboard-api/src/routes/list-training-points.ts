import { listTrainingPoints as readPoints, readTraining, type Sql } from '@tars/database'
import type { Call } from '../call.ts'
import { foundOrThrow } from '../not-found.ts'

/**
 * The learning curve of a training, in order.
 *
 * @throws {TarsError} NOT_FOUND.
 */
export async function listTrainingPoints(uses: { database: Sql }, { params }: Call<'trainings.points'>) {
  foundOrThrow(await readTraining(uses.database, params.id), 'training', params.id)
  return { items: await readPoints(uses.database, params.id) }
}
