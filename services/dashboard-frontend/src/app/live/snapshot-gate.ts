/** The longest that reading waits for its channel to be followed: reading twice costs less than waiting longer. */
export const gateMs = 60

/** What a gate keeps time with. */
export interface GateUses {
  setTimeout: (callback: () => void, ms: number) => unknown
  clearTimeout: (timer: never) => void
}

/**
 * Lets a page read what a channel is about once the channel is followed: read before, it would have to be read again, for
 * what happens in between would be missed. It opens by itself after a while, so that nothing ever waits for a lost connection.
 */
export interface SnapshotGate {
  /** Somebody is about to follow a channel; until it opens, reading waits. */
  close(channel: string): void
  /** The channel is followed now, or will not be. Whether something may have waited for it. */
  open(channel: string): boolean
  /** Resolves as soon as what the channel is about may be read. */
  wait(channel: string): Promise<void>
}

/** Makes a gate that is open everywhere. */
export function createSnapshotGate(uses: GateUses): SnapshotGate {
  const closed = new Map<string, { opened: Promise<void>; open: () => void; timer: unknown }>()
  const open = (channel: string) => {
    const gate = closed.get(channel)
    if (gate === undefined) return false
    closed.delete(channel)
    uses.clearTimeout(gate.timer as never)
    gate.open()
    return true
  }
  return {
    open,
    close: (channel) => {
      if (closed.has(channel)) return
      const { promise, resolve } = Promise.withResolvers<void>()
      closed.set(channel, {
        opened: promise,
        open: resolve,
        timer: uses.setTimeout(() => open(channel), gateMs),
      })
    },
    wait: (channel) => closed.get(channel)?.opened ?? Promise.resolve(),
  }
}

/** The gate of this window. */
export const snapshotGate = createSnapshotGate({
  setTimeout: (callback, ms) => globalThis.setTimeout(callback, ms),
  clearTimeout: (timer) => globalThis.clearTimeout(timer),
})
