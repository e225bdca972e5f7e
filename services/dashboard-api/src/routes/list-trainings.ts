import { listTrainings as readTrainings, type Sql } from '@tars/database'
import type { Call } from '../call.ts'
import type { Cursors } from '../cursor.ts'
import { readListPage } from '../list-page.ts'

/** A page of trainings, newest first. */
export async function listTrainings(
  uses: { database: Sql; cursors: Cursors },
  { query }: Call<'trainings.list'>,
) {
  return readListPage({ cursors: uses.cursors, list: 'trainings', query }, (page) =>
    readTrainings(uses.database, query, page),
  )
}
