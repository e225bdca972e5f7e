/** The latest entries of a sequence, at most a fixed number; the oldest give way. */
export interface Ring<Entry> {
  push(entry: Entry): void
  /** The latest `count` entries, oldest first; undefined when so many are not kept. */
  last(count: number): Entry[] | undefined
}

/** Makes a ring. It takes memory as it fills, never more than `capacity` entries. */
export function createRing<Entry>(capacity: number): Ring<Entry> {
  const entries: Entry[] = []
  let oldest = 0
  return {
    push(entry) {
      if (entries.length < capacity) {
        entries.push(entry)
      } else {
        entries[oldest] = entry
        oldest = (oldest + 1) % capacity
      }
    },
    last(count) {
      if (count > entries.length) return undefined
      const ordered = [...entries.slice(oldest), ...entries.slice(0, oldest)]
      return ordered.slice(ordered.length - count)
    },
  }
}
