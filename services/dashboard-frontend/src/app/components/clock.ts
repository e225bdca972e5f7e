/** What a clock runs on. */
export interface ClockUses {
  now: () => number
  setInterval: (tick: () => void, everyMs: number) => unknown
  clearInterval: (timer: never) => void
}

/** One moment shared by everything on the page that tells time. */
export interface Clock {
  /** The moment of the last tick, in milliseconds since the epoch. */
  nowMs(): number
  /** Calls back with every tick; gives the way to stop. */
  subscribe(onTick: () => void): () => void
}

/** Makes a clock that ticks only while someone listens, with one timer for all of them. */
export function createClock(uses: ClockUses, everyMs: number): Clock {
  const listeners = new Set<() => void>()
  let timer: unknown
  let moment = uses.now()
  const tick = () => {
    moment = uses.now()
    for (const listener of listeners) listener()
  }
  return {
    nowMs: () => moment,
    subscribe: (onTick) => {
      if (listeners.size === 0) {
        moment = uses.now()
        timer = uses.setInterval(tick, everyMs)
      }
      listeners.add(onTick)
      return () => {
        listeners.delete(onTick)
        if (listeners.size === 0) uses.clearInterval(timer as never)
      }
    },
  }
}
