import type { Database } from '@tars/database'
import {
  claim,
  giveBack,
  isOutage,
  type Lease,
  type LeasedTable,
  type Loop,
  renew,
  retryLater,
  startLoop,
} from '@tars/events'
import type { Log } from '@tars/telemetry'
import { outlast } from './outlast.ts'

/** How one slot works through a table of leased work. */
export interface SlotOptions {
  table: LeasedTable
  /** Who claims; shown in the row. */
  owner: string
  leaseMs: number
  /** Does the work. The signal asks it to stop, because the service does or because the lease is lost. */
  perform(lease: Lease, signal: AbortSignal): Promise<void>
}

/** One slot: it claims work, does it under the lease, and claims the next. */
export interface Slot {
  wake(): void
  /** Asks the work at hand to stop and waits for it. */
  stop(): Promise<void>
}

const pauseMs = 1_000

/** Opens a slot. Work that throws is tried again later, by whoever claims it then. */
export function openSlot(uses: { database: Database; log: Log }, options: SlotOptions): Slot {
  const { database, log } = uses
  const stopping = new AbortController()

  /** An outage of the database says nothing about the work: it need not wait then, and its attempt does not count. */
  async function yieldWork(lease: Lease, error: unknown): Promise<void> {
    const tooLate = AbortSignal.any([stopping.signal, AbortSignal.timeout(options.leaseMs)])
    const random = Math.random()
    await outlast<unknown>(
      () =>
        isOutage(error)
          ? giveBack(database, options.table, lease)
          : retryLater(database, options.table, lease, random),
      tooLate,
    )
  }

  const loop: Loop = startLoop(
    async () => {
      if (stopping.signal.aborted) return false
      const lease = await claim(database, options.table, options)
      if (lease === undefined) return false
      try {
        await underLease(uses, options, lease, stopping.signal)
      } catch (error) {
        log.error(
          { error, table: options.table, id: lease.id, attempt: lease.attempt },
          'Work failed and is tried again.',
        )
        await yieldWork(lease, error)
        // While the database comes and goes, whoever claims at once only fails at once.
        return !isOutage(error)
      }
      return true
    },
    { pauseMs, onError: (error) => log.error({ error, table: options.table }, 'Work could not be claimed.') },
  )
  return {
    wake: loop.wake,
    async stop() {
      stopping.abort()
      await loop.stop()
    },
  }
}

/** Performs work while the lease is renewed, three times within its length; asks it to stop when the lease is lost. */
async function underLease(
  { database, log }: { database: Database; log: Log },
  { table, leaseMs, perform }: SlotOptions,
  lease: Lease,
  stopping: AbortSignal,
): Promise<void> {
  const lost = new AbortController()
  let heldUntilMs = performance.now() + leaseMs
  const timer = setInterval(async () => {
    try {
      const askedMs = performance.now()
      if (await renew(database, table, lease, leaseMs)) heldUntilMs = askedMs + leaseMs
      else lost.abort()
    } catch (error) {
      log.warn({ error, table, id: lease.id }, 'A lease could not be renewed.')
      if (performance.now() > heldUntilMs) lost.abort()
    }
  }, leaseMs / 3)
  try {
    await perform(lease, AbortSignal.any([stopping, lost.signal]))
  } finally {
    clearInterval(timer)
  }
}
