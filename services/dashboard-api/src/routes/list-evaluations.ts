import { listEvaluations as readEvaluations, type Sql } from '@tars/database'
import type { Call } from '../call.ts'
import type { Cursors } from '../cursor.ts'
import { readListPage } from '../list-page.ts'

/** A page of evaluations, newest first. */
export async function listEvaluations(
  uses: { database: Sql; cursors: Cursors },
  { query }: Call<'evaluations.list'>,
) {
  return readListPage({ cursors: uses.cursors, list: 'evaluations', query }, (page) =>
    readEvaluations(uses.database, query, page),
  )
}
