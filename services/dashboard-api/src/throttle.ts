import { TarsError } from '@tars/contracts'
import { LRUCache } from 'lru-cache'

/** How many attempts a key has within a window. */
export interface ThrottleOptions {
  attemptsMax: number
  windowMs: number
  /** Keys remembered at once; the least recently used is forgotten first. */
  keysMax: number
  /** Monotonic clock, in milliseconds. */
  now: () => number
}

/** Counts attempts and refuses more than are allowed. */
export interface Throttle {
  /** Counts one attempt. @throws {TarsError} RATE_LIMITED when the window's attempts are used up. */
  attempt(key: string): void
  /** Forgets the attempts of a key, as after a success. */
  forgive(key: string): void
}

/** A throttle over fixed windows, each beginning with a key's first attempt; bounded in memory. */
export function createThrottle({ attemptsMax, windowMs, keysMax, now }: ThrottleOptions): Throttle {
  const windows = new LRUCache<string, { attempts: number; endsAt: number }>({ max: keysMax })
  return {
    attempt(key) {
      const at = now()
      const known = windows.get(key)
      const window = known !== undefined && at < known.endsAt ? known : { attempts: 0, endsAt: at + windowMs }
      windows.set(key, window)
      if (window.attempts >= attemptsMax) {
        const retryAfterSeconds = Math.ceil((window.endsAt - at) / 1_000)
        throw new TarsError('RATE_LIMITED', 'Too many attempts.', { retryAfterSeconds })
      }
      window.attempts++
    },
    forgive(key) {
      windows.delete(key)
    },
  }
}
