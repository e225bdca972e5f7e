/** Bounds of a backoff, in milliseconds. */
export interface BackoffBounds {
  readonly baseMs: number
  readonly maxMs: number
}

/** Bounds of the wait between restarts of a supervised process: up to 0.5 s, 1 s, 2 s … 30 s. */
export const restartBackoff: BackoffBounds = { baseMs: 500, maxMs: 30_000 }

/**
 * The wait before attempt `attempt` (0-based): uniform in `[0, min(maxMs, baseMs · 2^attempt)]`. With the restart bounds the
 * longest waits are 500, 1000, 2000, 4000, 8000, 16000, 30000, 30000 … ms.
 *
 * @param random uniform in [0, 1)
 * @source M. Brooker, "Exponential Backoff and Jitter" (full jitter), AWS Architecture Blog, 2015
 */
export function backoffDelayMs(attempt: number, bounds: BackoffBounds, random: () => number): number {
  const ceilingMs = Math.min(bounds.maxMs, bounds.baseMs * 2 ** Math.min(attempt, 30))
  return random() * ceilingMs
}

/** A process that has lived this long, in milliseconds, begins again without a wait when it dies. */
export const steadyMs = 10_000

/**
 * The wait before a process that has died is started again: none after a steady life or the first short one, so that a single
 * death costs as little as it can; from the second short one in a row on drawn from the backoff.
 *
 * @param random uniform in [0, 1)
 */
export function restartDelayMs(shortLives: number, bounds: BackoffBounds, random: () => number): number {
  return shortLives <= 1 ? 0 : backoffDelayMs(shortLives - 2, bounds, random)
}
