import { type Loop, startLoop } from './loop.ts'
import { isOutage } from './outage.ts'
import { createPostgresTransport } from './postgres-transport.ts'
import type { StoredEvent } from './read-events.ts'
import type { EventStore, Sql } from './sql.ts'
import type { EventTransport } from './transport.ts'

/** Who consumes which channel, and what it does with an event. */
export interface Consumer {
  /** Names the position that is kept, for example `orchestration-agent`. */
  name: string
  channel: string
  /**
   * Does what an event asks for, in the transaction that also moves the position on: the effect happens exactly once. When it
   * throws, the event is tried again, and after five attempts it is set aside as a dead letter; an outage of the
   * database is no attempt. What must not happen again with another attempt, such as counting, is given to `afterCommit`: the
   * transaction then ends with this event.
   */
  handle(sql: Sql, event: StoredEvent, afterCommit: (work: () => void) => void): Promise<void>
}

/** What a consumer reports. */
export interface ConsumeOptions {
  onError: (error: unknown, event: StoredEvent | undefined) => void
  /** Attempts before an event is set aside; default 5. */
  attemptsMax?: number
  /** Where the events come from; default: PostgreSQL. */
  transport?: EventTransport
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
  const { onError, transport = createPostgresTransport(store) } = options
  await store.query('INSERT INTO consumers (name, channel) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING', [
    consumer.name,
    consumer.channel,
  ])
  let loop: Loop | undefined
  const listener = await transport.listen((channel) => {
    if (channel === '' || channel === consumer.channel) loop?.wake()
  })
  // It begins by looking, so that what came before it could be woken is not missed.
  loop = startLoop(createStep(store, transport, consumer, options), {
    pauseMs,
    onError: (error) => onError(error, undefined),
  })
  const running = loop
  return {
    async stop() {
      listener.close()
      await running.stop()
    },
  }
}

/** An event that failed, how often, and when it may be tried again on the clock that never goes back. */
interface Failure {
  offset: number
  attempts: number
  againMs: number
}

/** The work of one turn: a batch of events, or one that failed before alone. */
function createStep(
  store: EventStore,
  transport: EventTransport,
  consumer: Consumer,
  options: ConsumeOptions,
) {
  const { onError, attemptsMax = 5 } = options
  let failure: Failure | undefined

  return async (): Promise<boolean | number> => {
    // New events wake the loop, which must not use up the attempts.
    const waitMs = (failure?.againMs ?? 0) - performance.now()
    if (waitMs > 0) return waitMs
    let current: StoredEvent | undefined
    const committed: (() => void)[] = []
    try {
      const hasMore = await store.transaction((sql) =>
        handleBatch({ sql, transport, committed }, consumer, {
          failedOffset: failure?.offset,
          onBegin: (event) => {
            current = event
          },
        }),
      )
      for (const work of committed) work()
      return hasMore
    } catch (error) {
      onError(error, current)
      if (current === undefined || isOutage(error)) return pauseMs
      const attempts = (failure?.offset === current.offset ? failure.attempts : 0) + 1
      const delayMs = retryPauseMs * attempts
      failure = { offset: current.offset, attempts, againMs: performance.now() + delayMs }
      if (attempts < attemptsMax) return delayMs
      await setAside(store, consumer, current, error)
      failure = undefined
      return true
    }
  }
}

interface BatchUses {
  sql: Sql
  transport: EventTransport
  /** What is done once the transaction is committed. */
  committed: (() => void)[]
}

/** Handles the next events in one transaction; the one that failed before comes alone, so that it cannot undo others again. */
async function handleBatch(
  { sql, transport, committed }: BatchUses,
  consumer: Consumer,
  { failedOffset, onBegin }: { failedOffset: number | undefined; onBegin: (event: StoredEvent) => void },
): Promise<boolean> {
  const events = await readNext(sql, transport, consumer)
  for (const [index, event] of events.entries()) {
    const isAlone = event.offset === failedOffset
    if (isAlone && index > 0) return true
    onBegin(event)
    await consumer.handle(sql, event, (work) => committed.push(work))
    await moveOn(sql, consumer, event.offset)
    // An event with an effect holds locks, which are not to be held while others are handled.
    if (isAlone || committed.length > 0) return true
  }
  return events.length > 0
}

/** The next events of a consumer; its position stays locked until the transaction ends. */
async function readNext(sql: Sql, transport: EventTransport, consumer: Consumer): Promise<StoredEvent[]> {
  const [position] = await sql.query<{ offset: number }>(
    'SELECT "offset" FROM consumers WHERE name = $1 FOR UPDATE SKIP LOCKED',
    [consumer.name],
  )
  return position === undefined ? [] : transport.read(sql, consumer.channel, position.offset, batchMax)
}

/** Moves the position forwards; false when it is there already, because another process was faster. */
async function moveOn(sql: Sql, consumer: Consumer, offset: number): Promise<boolean> {
  const rows = await sql.query(
    'UPDATE consumers SET "offset" = $2, updated_at = now() WHERE name = $1 AND "offset" < $2 RETURNING name',
    [consumer.name, offset],
  )
  return rows.length === 1
}

async function setAside(
  store: EventStore,
  consumer: Consumer,
  event: StoredEvent,
  error: unknown,
): Promise<void> {
  const reason = error instanceof Error ? error.message : String(error)
  await store.transaction(async (sql) => {
    if (!(await moveOn(sql, consumer, event.offset))) return
    await sql.query(
      'INSERT INTO dead_letters (consumer, channel, "offset", reason, traceparent) VALUES ($1, $2, $3, $4, $5)',
      [consumer.name, event.channel, event.offset, reason.slice(0, 2_000), event.traceparent],
    )
  })
}
