import type { Id } from '@tars/contracts'
import type { PageOptions } from '@tars/database'
import type { Cursors } from './cursor.ts'

const limitDefault = 50

/** What a caller asks of a list: how many entries, where to begin, and the filter. */
export interface ListQuery {
  limit?: number | undefined
  cursor?: string | undefined
  [filter: string]: unknown
}

/**
 * One page of a list, newest first, with the cursor of the next page (null at the end). The cursor is bound to the list and
 * the filter.
 *
 * @throws {TarsError} CURSOR_INVALID when the cursor is of another list or filter.
 */
export async function readListPage<Entry extends { id: Id }>(
  { cursors, list, query }: { cursors: Cursors; list: string; query: ListQuery },
  read: (options: PageOptions) => Promise<Entry[]>,
): Promise<{ items: Entry[]; nextCursor: string | null }> {
  const { limit = limitDefault, cursor, ...given } = query
  const filter = { ...given, list }
  const before = cursor === undefined ? undefined : cursors.decode(cursor, filter)
  const entries = await read({ limit: limit + 1, before })
  const items = entries.slice(0, limit)
  const last = items.at(-1)
  return {
    items,
    nextCursor: entries.length > limit && last !== undefined ? cursors.encode(last.id, filter) : null,
  }
}
