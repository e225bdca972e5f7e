import type { Id } from '@tars/contracts'
import type { Sql } from './sql.ts'

/** Which part of a list to read. */
export interface PageOptions {
  /** Most entries. */
  limit: number
  /** Entries older than this id; ids sort by time. */
  before?: Id | undefined
}

/**
 * Reads a page of a list, newest first, by keyset: the cost does not depend on how deep the page lies.
 *
 * @param select a statement without WHERE whose main table is called `t`.
 * @param conditions SQL conditions that use $1 … $n of `values`.
 */
export function readPage<Row>(
  sql: Sql,
  select: string,
  conditions: readonly string[],
  values: readonly unknown[],
  options: PageOptions,
): Promise<Row[]> {
  const all = [...conditions]
  const given = [...values]
  if (options.before !== undefined) all.push(`t.id < $${given.push(options.before)}`)
  const where = all.length === 0 ? '' : `WHERE ${all.join(' AND ')}`
  const limit = `LIMIT $${given.push(options.limit)}`
  return sql.query<Row>(`${select} ${where} ORDER BY t.id DESC ${limit}`, given)
}
