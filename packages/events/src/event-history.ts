import type { Sql } from './sql.ts'

/** Which events of a channel to look for. */
export interface EventPattern {
  channel: string
  kind: string
  /** Fields that the data must hold, with their values. */
  data?: Record<string, unknown>
  /** Only events after the last of this kind. */
  after?: string
}

/** How often something was published, and how long ago the last time was; null when it never was. */
export interface EventHistory {
  times: number
  lastAgeMs: number | null
}

/** What is still known of events of a kind; those that wait for the relay count, those that were forgotten do not. */
export async function readEventHistory(sql: Sql, pattern: EventPattern): Promise<EventHistory> {
  const { channel, kind, data = {}, after = null } = pattern
  const [history] = await sql.query<EventHistory>(
    `SELECT count(*) AS times, (extract(epoch FROM clock_timestamp() - max(at)) * 1000)::float8 AS last_age_ms FROM (
       SELECT at FROM events WHERE channel = $1 AND kind = $2 AND data @> $3::jsonb
         AND "offset" > coalesce((SELECT max("offset") FROM events WHERE channel = $1 AND kind = $4), 0)
       UNION ALL
       SELECT created_at FROM outbox WHERE channels @> ARRAY[$1] AND kind = $2 AND data @> $3::jsonb) known`,
    [channel, kind, JSON.stringify(data), after],
  )
  return history ?? { times: 0, lastAgeMs: null }
}

/** Whether every consumer of a channel has handled all that was published on it until some time ago. */
export async function haveCaughtUp(sql: Sql, channel: string, ageMs: number): Promise<boolean> {
  const [row] = await sql.query<{ caughtUp: boolean }>(
    `SELECT NOT EXISTS (
         SELECT 1 FROM consumers c CROSS JOIN LATERAL (
           SELECT at FROM events e WHERE e.channel = c.channel AND e."offset" > c."offset" ORDER BY e."offset" LIMIT 1) next
         WHERE c.channel = $1 AND next.at < now() - $2 * interval '1 millisecond')
       AND NOT EXISTS (
         SELECT 1 FROM outbox WHERE channels @> ARRAY[$1] AND created_at < now() - $2 * interval '1 millisecond')
       AS caught_up`,
    [channel, ageMs],
  )
  return row?.caughtUp ?? false
}

/** Why an event of a channel whose data hold these fields was set aside, the last time; undefined when none was. */
export async function findDeadLetterReason(
  sql: Sql,
  channel: string,
  data: Record<string, unknown>,
): Promise<string | undefined> {
  const [row] = await sql.query<{ reason: string }>(
    `SELECT d.reason FROM dead_letters d JOIN events e ON e.channel = d.channel AND e."offset" = d."offset"
     WHERE d.channel = $1 AND e.data @> $2::jsonb ORDER BY d.id DESC LIMIT 1`,
    [channel, JSON.stringify(data)],
  )
  return row?.reason
}
