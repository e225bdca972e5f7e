/** The longest wait before the first new try; it doubles with each try that fails. */
export const backoffBaseMs = 500

/** The longest wait before any try. */
export const backoffMaxMs = 20_000

/**
 * How long to wait before the next try, in milliseconds: full jitter, anywhere from 0 to min(20 s, 500 ms ·
 * 2ⁿ), where n is the number of tries that failed before. For n = 0, 3, 6, 100 the mean is 250 ms, 2 s, 10 s,
 * 10 s.
 *
 * @source Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015
 */
export function backoffMs(attempt: number, random: () => number): number {
  return Math.floor(random() * Math.min(backoffMaxMs, backoffBaseMs * 2 ** attempt))
}
