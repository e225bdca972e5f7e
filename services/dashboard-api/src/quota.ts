/** A share of something that every holder has only so much of. */
export interface Quota {
  /** Takes one for a holder and gives the way to return it, once; undefined when the holder has as many as it may. */
  take(holder: string): (() => void) | undefined
}

/** Lets each holder have at most `most` at the same time. It remembers those only that hold some. */
export function createQuota(most: number): Quota {
  const held = new Map<string, number>()
  const change = (holder: string, by: number) => {
    const count = (held.get(holder) ?? 0) + by
    if (count === 0) held.delete(holder)
    else held.set(holder, count)
  }
  return {
    take(holder) {
      if ((held.get(holder) ?? 0) >= most) return undefined
      change(holder, 1)
      let isHeld = true
      return () => {
        if (isHeld) change(holder, -1)
        isHeld = false
      }
    },
  }
}
