import type { Sql } from './sql.ts'

/** A place in a channel: the incarnation of the event log, and the offset of the last event that was seen (0: none). */
export interface Position {
  epoch: string
  offset: number
}

/** An event at its place in a channel. */
export interface StoredEvent {
  channel: string
  /** 1, 2, 3 … without gaps within the channel. */
  offset: number
  kind: string
  data: unknown
  traceparent: string | null
  at: string
}

/** The incarnation of the event log; it changes when a backup is restored. */
export async function readEpoch(sql: Sql): Promise<string> {
  const [row] = await sql.query<{ epoch: string }>('SELECT epoch FROM event_log')
  return row?.epoch ?? ''
}

/** The offset of a channel's latest event; 0 while it has none. */
export async function readHead(sql: Sql, channel: string): Promise<number> {
  const [row] = await sql.query<{ head: number }>('SELECT head FROM channels WHERE name = $1', [channel])
  return row?.head ?? 0
}

/** The heads of those of many channels that have events, in one look. */
export function readHeads(sql: Sql, channels: readonly string[]): Promise<{ name: string; head: number }[]> {
  return sql.query('SELECT name, head FROM channels WHERE name = ANY($1)', [channels])
}

/** The events of a channel after an offset, in order, at most `limit`. Old events may have been forgotten: check the first offset. */
export function readEvents(
  sql: Sql,
  channel: string,
  afterOffset: number,
  limit: number,
): Promise<StoredEvent[]> {
  return sql.query<StoredEvent>(
    `SELECT channel, "offset", kind, data, traceparent, at FROM events
     WHERE channel = $1 AND "offset" > $2 ORDER BY "offset" LIMIT $3`,
    [channel, afterOffset, limit],
  )
}
