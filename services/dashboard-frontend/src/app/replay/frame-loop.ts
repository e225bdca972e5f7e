/** The longest step that one drawn frame may make, in milliseconds, so that a tab that slept does not leap. */
export const elapsedMsMax = 250

/** How a browser is asked to draw. */
export interface FrameUses {
  requestAnimationFrame: (draw: (nowMs: number) => void) => number
  cancelAnimationFrame: (request: number) => void
}

/** Calls back with the milliseconds since the frame before, for every frame that is drawn; gives the way to stop. */
export function startFrameLoop(uses: FrameUses, onFrame: (elapsedMs: number) => void): () => void {
  let before: number | undefined
  let request = uses.requestAnimationFrame(draw)
  function draw(nowMs: number): void {
    const elapsedMs = Math.min(elapsedMsMax, nowMs - (before ?? nowMs))
    before = nowMs
    request = uses.requestAnimationFrame(draw)
    onFrame(elapsedMs)
  }
  return () => uses.cancelAnimationFrame(request)
}
