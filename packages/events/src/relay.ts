import { type Loop, startLoop } from './loop.ts'
import { notifyChannels } from './postgres-transport.ts'
import { type EventStore, outboxNotification, type Sql } from './sql.ts'
import type { EventTransport } from './transport.ts'

const relayLock = 7_283_010
const batchMax = 500
const pauseMs = 1_000
const heldBackPauseMs = 5

/** What a relay reports. */
export interface RelayOptions {
  /** Called with the number of outbox rows that were given their offsets. */
  onRelayed?: (rows: number) => void
  onError: (error: unknown) => void
  /** How followers are told; default: by PostgreSQL. */
  transport?: EventTransport
}

/**
 * Starts the relay: it moves outbox rows in commit order into the channels and gives each event a gapless offset. Several relays
 * may run; an advisory lock lets one batch through at a time.
 *
 * Rows are taken when no older transaction is still open (`xid < pg_snapshot_xmin`), since polling by id alone loses rows that
 * commit late.
 */
export async function startRelay(
  store: EventStore,
  options: RelayOptions,
): Promise<{ stop(): Promise<void> }> {
  let loop: Loop | undefined
  const listener = await store.listen(outboxNotification, () => loop?.wake())
  // It begins by looking, so that what came before it could be woken is not missed.
  loop = startLoop(
    async () => {
      const { moved, left } = await store.transaction((sql) => relayBatch(sql, options.transport?.announce))
      if (moved > 0) options.onRelayed?.(moved)
      if (moved === 0 && left) return heldBackPauseMs
      return moved > 0
    },
    { pauseMs, onError: options.onError },
  )
  const running = loop
  return {
    async stop() {
      listener.close()
      await running.stop()
    },
  }
}

/**
 * Moves one batch within a transaction; tells how many rows it moved, and whether rows are left: the next batch, or rows that an
 * open transaction holds back. Moves nothing while another relay is at work.
 *
 * @param announce how followers are told; default: by PostgreSQL.
 */
export async function relayBatch(
  sql: Sql,
  announce: EventTransport['announce'] = notifyChannels,
): Promise<{ moved: number; left: boolean }> {
  const [lock] = await sql.query<{ held: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS held', [
    relayLock,
  ])
  if (!lock?.held) return { moved: 0, left: true }
  const [result] = await sql.query<{ moved: number; channels: string[] | null; left: boolean }>(moveBatch, [
    batchMax,
  ])
  await announce(sql, result?.channels ?? [])
  return { moved: result?.moved ?? 0, left: result?.left ?? false }
}

const moveBatch = `
WITH ready AS (
  SELECT id FROM outbox WHERE xid < pg_snapshot_xmin(pg_current_snapshot()) ORDER BY xid, id LIMIT $1
), taken AS (
  DELETE FROM outbox WHERE id IN (SELECT id FROM ready) RETURNING *
), entries AS (
  SELECT taken.*, channel, row_number() OVER (PARTITION BY channel ORDER BY xid, id) AS rank,
    count(*) OVER (PARTITION BY channel) AS total
  FROM taken CROSS JOIN LATERAL unnest(channels) AS channel
), heads AS (
  INSERT INTO channels (name, head) SELECT channel, count(*) FROM entries GROUP BY channel ORDER BY channel
  ON CONFLICT (name) DO UPDATE SET head = channels.head + excluded.head, updated_at = now()
  RETURNING name, head
), stored AS (
  INSERT INTO events (channel, "offset", id, kind, data, region, traceparent, tracestate, at)
  SELECT channel, head - total + rank, id, kind, data, region, traceparent, tracestate, created_at
  FROM entries JOIN heads ON heads.name = entries.channel
)
SELECT (SELECT count(*) FROM taken) AS moved, (SELECT array_agg(name) FROM heads) AS channels,
  EXISTS (SELECT 1 FROM outbox WHERE id NOT IN (SELECT id FROM ready)) AS left`
