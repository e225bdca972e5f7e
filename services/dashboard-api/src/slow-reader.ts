/** Where frames are written to. */
export interface FrameSink {
  send(text: string): void
  /** Bytes that wait to be sent. */
  waitingBytes(): number
}

/** The most bytes that may wait for one reader before no event is added to them. */
export const waitingBytesMax = 1_048_576

/** How long a reader may take nothing at all. */
export const stallMs = 5_000

const lookMs = 50

/** Waits until a reader has taken most of what waits for it, or has taken nothing for 5 s; calls back for one of the two. */
export function waitForReader(
  sink: Pick<FrameSink, 'waitingBytes'>,
  { onReady, onStalled }: { onReady(): void; onStalled(): void },
): { close(): void } {
  let least = sink.waitingBytes()
  let progressAt = performance.now()
  const timer = setInterval(() => {
    const waiting = sink.waitingBytes()
    if (waiting < least) {
      least = waiting
      progressAt = performance.now()
    }
    const isReady = waiting < waitingBytesMax / 4
    if (!isReady && performance.now() - progressAt < stallMs) return
    clearInterval(timer)
    if (isReady) onReady()
    else onStalled()
  }, lookMs)
  return { close: () => clearInterval(timer) }
}
