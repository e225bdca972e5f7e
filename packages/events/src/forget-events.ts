import type { Sql } from './sql.ts'

/** How long events can be read again. */
export const eventRetentionHours = 24

/** How long it can be read what a consumer gave up. */
const deadLetterRetentionDays = 30

const batchMax = 10_000

/**
 * Forgets events older than the retention, but none that a consumer has yet to see, and dead letters older than 30 days. At most
 * 10,000 of each; gives how many events went. The heads of channels stay, one small row for each thing there is: an offset that
 * was given twice would hide the second event from whoever saw the first.
 */
export async function forgetEvents(sql: Sql, retentionHours = eventRetentionHours): Promise<number> {
  const rows = await sql.query(
    `DELETE FROM events WHERE (channel, "offset") IN (
       SELECT e.channel, e."offset" FROM events e
       WHERE e.at < now() - $1 * interval '1 hour'
         AND NOT EXISTS (SELECT 1 FROM consumers c WHERE c.channel = e.channel AND c."offset" < e."offset")
       ORDER BY e.at LIMIT $2)
     RETURNING "offset"`,
    [retentionHours, batchMax],
  )
  await sql.query(
    `DELETE FROM dead_letters WHERE id IN (
       SELECT id FROM dead_letters WHERE created_at < now() - $1 * interval '1 day' ORDER BY id LIMIT $2)`,
    [deadLetterRetentionDays, batchMax],
  )
  return rows.length
}
