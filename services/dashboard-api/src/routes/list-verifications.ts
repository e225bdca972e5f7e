import { readEvaluation, listVerifications as readVerifications, type Sql } from '@tars/database'
import type { Call } from '../call.ts'
import type { Cursors } from '../cursor.ts'
import { readListPage } from '../list-page.ts'
import { foundOrThrow } from '../not-found.ts'

/**
 * A page of the verifications of an evaluation, newest first.
 *
 * @throws {TarsError} NOT_FOUND when the evaluation is unknown.
 */
export async function listVerifications(
  { database, cursors }: { database: Sql; cursors: Cursors },
  { params: { id }, query }: Call<'verifications.list'>,
) {
  foundOrThrow(await readEvaluation(database, id), 'evaluation', id)
  return readListPage({ cursors, list: `verifications of ${id}`, query }, (page) =>
    readVerifications(database, id, page),
  )
}
