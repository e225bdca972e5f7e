import { useSyncExternalStore } from 'react'
import { createClock } from './clock.ts'

const clock = createClock(
  {
    now: () => Date.now(),
    setInterval: (tick, everyMs) => globalThis.setInterval(tick, everyMs),
    clearInterval: (timer) => globalThis.clearInterval(timer),
  },
  1_000,
)

/** What is derived from the present moment; draws again only when that changes, at most once a second. */
export function useNow<Derived extends string | number | null>(derive: (nowMs: number) => Derived): Derived {
  return useSyncExternalStore(clock.subscribe, () => derive(clock.nowMs()))
}
