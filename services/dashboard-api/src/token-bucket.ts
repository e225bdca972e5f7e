/** A limit of takes per second with a burst of the same size. */
export interface TokenBucket {
  /** Takes one token; false when none is left. */
  take(): boolean
}

/** A full bucket of `perSecond` tokens that refills at `perSecond` tokens a second. `now` gives milliseconds. */
export function createTokenBucket(perSecond: number, now: () => number): TokenBucket {
  let tokens = perSecond
  let refilledAt = now()
  return {
    take() {
      const at = now()
      tokens = Math.min(perSecond, tokens + ((at - refilledAt) / 1_000) * perSecond)
      refilledAt = at
      if (tokens < 1) return false
      tokens--
      return true
    },
  }
}
