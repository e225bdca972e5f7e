import { setTimeout as delay } from 'node:timers/promises'
import { isOutage } from '@tars/events'

const pauseMs = 100

/**
 * Does work on the database and, when the database goes away meanwhile, does it again until it is back or the signal says that it
 * is too late. The work must be such that doing it twice is doing it once, since its answer alone may have been lost.
 *
 * @throws what the work throws otherwise; DATABASE_UNAVAILABLE after the signal.
 */
export async function outlast<T>(work: () => Promise<T>, tooLate: AbortSignal): Promise<T> {
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (tooLate.aborted || !isOutage(error)) throw error
      await delay(pauseMs)
    }
  }
}
