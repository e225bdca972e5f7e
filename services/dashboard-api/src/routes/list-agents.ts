import { listAgents as readAgents, type Sql } from '@tars/database'
import type { Call } from '../call.ts'
import type { Cursors } from '../cursor.ts'
import { readListPage } from '../list-page.ts'

/** A page of agents, newest first. */
export async function listAgents(uses: { database: Sql; cursors: Cursors }, { query }: Call<'agents.list'>) {
  return readListPage({ cursors: uses.cursors, list: 'agents', query }, (page) =>
    readAgents(uses.database, query, page),
  )
}
