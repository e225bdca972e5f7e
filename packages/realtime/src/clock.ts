/** Time, as the client reads it and waits for it; the global functions of browsers and Node fit. */
export interface Clock {
  /** Milliseconds since any fixed moment. */
  now(): number
  setTimeout(work: () => void, delayMs: number): unknown
  clearTimeout(timer: unknown): void
}

/** The clock of the process, with any part of it replaced. */
export function clockOf(given: Partial<Clock>): Clock {
  return {
    now: given.now ?? (() => Date.now()),
    setTimeout: given.setTimeout ?? ((work, delayMs) => setTimeout(work, delayMs)),
    clearTimeout: given.clearTimeout ?? ((timer) => clearTimeout(timer as number)),
  }
}

/** One timer per name. */
export interface Timers<Name extends string> {
  /** Starts a timer; one of the same name that still runs is stopped. */
  start(name: Name, delayMs: number, work: () => void): void
  stop(name: Name): void
  stopAll(): void
}

/** Makes named timers, so that there are never two for the same purpose. */
export function createTimers<Name extends string>(clock: Clock): Timers<Name> {
  const running = new Map<Name, unknown>()
  const stop = (name: Name) => {
    if (running.has(name)) clock.clearTimeout(running.get(name))
    running.delete(name)
  }
  return {
    start: (name, delayMs, work) => {
      stop(name)
      const fire = () => {
        running.delete(name)
        work()
      }
      running.set(name, clock.setTimeout(fire, delayMs))
    },
    stop,
    stopAll: () => {
      for (const name of [...running.keys()]) stop(name)
    },
  }
}

/** Watches that something is heard from often enough. */
export interface Watchdog {
  /** Something was heard; from now on it may be quiet for `limitMs`. */
  heard(limitMs: number): void
  stop(): void
}

/** Makes a watchdog that calls `onSilent`, once, when nothing was heard for `limitMs`. */
export function createWatchdog(clock: Clock, limitMs: number, onSilent: () => void): Watchdog {
  let limit = limitMs
  let heardAt = clock.now()
  let timer: unknown = null
  // One timer that looks again, rather than one per frame: thousands of frames a second must cost nothing here.
  const look = () => {
    const quietMs = clock.now() - heardAt
    if (quietMs >= limit) return onSilent()
    // A clock that was set back must not stretch the wait.
    if (quietMs < 0) heardAt = clock.now()
    timer = clock.setTimeout(look, limit - Math.max(0, quietMs))
  }
  timer = clock.setTimeout(look, limit)
  return {
    heard: (nextLimitMs) => {
      heardAt = clock.now()
      if (nextLimitMs === limit) return
      limit = nextLimitMs
      clock.clearTimeout(timer)
      timer = clock.setTimeout(look, limit)
    },
    stop: () => clock.clearTimeout(timer),
  }
}
