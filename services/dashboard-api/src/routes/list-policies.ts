import { listPolicies as readPolicies, type Sql } from '@tars/database'
import type { Call } from '../call.ts'
import type { Cursors } from '../cursor.ts'
import { readListPage } from '../list-page.ts'

/** A page of policies, newest first. */
export async function listPolicies(
  uses: { database: Sql; cursors: Cursors },
  { query }: Call<'policies.list'>,
) {
  return readListPage({ cursors: uses.cursors, list: 'policies', query }, (page) =>
    readPolicies(uses.database, query, page),
  )
}
