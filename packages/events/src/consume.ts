import { startLoop } from './loop.ts'
import { readEvents, type StoredEvent } from './read-events.ts'
import { type EventStore, eventsNotification, type Sql } from './sql.ts'

/** Who consumes which channel, and what it does with an event. */
export interface Consumer {
  /** Names the position that is kept, for example `orchestration-agent`. */
  name: string
  channel: string
  /**
   * Does what an event asks for, in the transaction that also moves the position on: the effect happens exactly once. When it
   * throws, the event is tried again, and after five attempts it is set aside as a dead letter.
   */
  handle(sql: Sql, event: StoredEvent): Promise<void>
}

/** What a consumer reports. */
export interface ConsumeOptions {
  onError: (error: unknown, event: StoredEvent | undefined) => void
  /** Attempts before an event is set aside; default 5. */
  attemptsMax?: number
}

const batchMax = 100
const pauseMs = 1_000
const retryPauseMs = 200

/** Starts to consume a channel from where the consumer of this name left off. Several processes may share a name. */
export async function consume(
  store: EventStore,
  consumer: Consumer,
  options: ConsumeOptions,
): Promise<{ stop(): Promise<void> }> {
  await store.query('INSERT INTO consumers (name, channel) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING', [
    consumer.name,
    consumer.channel,
  ])
  const attemptsMax = options.attemptsMax ?? 5
  let failing: { offset: number; attempts: number } | undefined

  async function step(): Promise<boolean | number> {
    let current: StoredEvent | undefined
    try {
      const handled = await store.transaction(async (sql) => {
        const events = await readNext(sql, consumer)
        for (const event of events) {
          current = event
          await consumer.handle(sql, event)
          await moveOn(sql, consumer, event.offset)
          // One that failed before is committed alone, so that it cannot undo the others again.
          if (failing !== undefined) return 1
        }
        return events.length
      })
      if (handled > 0) failing = undefined
      return handled > 0
    } catch (error) {
      options.onError(error, current)
      if (current === undefined) return pauseMs
      failing = {
        offset: current.offset,
        attempts: (failing?.offset === current.offset ? failing.attempts : 0) + 1,
      }
      if (failing.attempts >= attemptsMax) await setAside(store, consumer, current, error)
      return retryPauseMs * failing.attempts
    }
  }

  const loop = startLoop(step, { pauseMs, onError: (error) => options.onError(error, undefined) })
  const listener = await store.listen(eventsNotification, (channel) => {
    if (channel === '' || channel === consumer.channel) loop.wake()
  })
  return {
    async stop() {
      listener.close()
      await loop.stop()
    },
  }
}

/** The next events of a consumer; its position stays locked until the transaction ends. */
async function readNext(sql: Sql, consumer: Consumer): Promise<StoredEvent[]> {
  const [position] = await sql.query<{ offset: number }>(
    'SELECT "offset" FROM consumers WHERE name = $1 FOR UPDATE SKIP LOCKED',
    [consumer.name],
  )
  return position === undefined ? [] : readEvents(sql, consumer.channel, position.offset, batchMax)
}

async function moveOn(sql: Sql, consumer: Consumer, offset: number): Promise<void> {
  await sql.query('UPDATE consumers SET "offset" = $2, updated_at = now() WHERE name = $1', [
    consumer.name,
    offset,
  ])
}

async function setAside(
  store: EventStore,
  consumer: Consumer,
  event: StoredEvent,
  error: unknown,
): Promise<void> {
  const reason = error instanceof Error ? error.message : String(error)
  await store.transaction(async (sql) => {
    await sql.query(
      `INSERT INTO dead_letters (consumer, channel, "offset", reason, traceparent) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT DO NOTHING`,
      [consumer.name, event.channel, event.offset, reason.slice(0, 2_000), event.traceparent],
    )
    await moveOn(sql, consumer, event.offset)
  })
}
