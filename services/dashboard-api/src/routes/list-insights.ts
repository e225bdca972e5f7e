import { listInsights as readInsights, type Sql } from '@tars/database'
import type { Call } from '../call.ts'
import type { Cursors } from '../cursor.ts'
import { readListPage } from '../list-page.ts'

/** A page of insights, newest first. */
export async function listInsights(
  uses: { database: Sql; cursors: Cursors },
  { query }: Call<'insights.list'>,
) {
  return readListPage({ cursors: uses.cursors, list: 'insights', query }, (page) =>
    readInsights(uses.database, query, page),
  )
}
