import { listPromotions as readPromotions, type Sql } from '@tars/database'
import type { Call } from '../call.ts'
import type { Cursors } from '../cursor.ts'
import { readListPage } from '../list-page.ts'

/** A page of promotions, newest first. */
export async function listPromotions(
  uses: { database: Sql; cursors: Cursors },
  { query }: Call<'promotions.list'>,
) {
  return readListPage({ cursors: uses.cursors, list: 'promotions', query }, (page) =>
    readPromotions(uses.database, query, page),
  )
}
