import { listEpisodes as readEpisodes, readEvaluation, type Sql } from '@tars/database'
import type { Call } from '../call.ts'
import { foundOrThrow } from '../not-found.ts'

/**
 * The episodes of an evaluation, in order; those that are not played yet are missing.
 *
 * @throws {TarsError} NOT_FOUND.
 */
export async function listEpisodes(uses: { database: Sql }, { params }: Call<'evaluations.episodes'>) {
  foundOrThrow(await readEvaluation(uses.database, params.id), 'evaluation', params.id)
  return { items: await readEpisodes(uses.database, params.id) }
}
