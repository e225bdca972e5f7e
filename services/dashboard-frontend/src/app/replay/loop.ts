/** How long a looping animation rests on its last frame before it begins again. */
export const restMs = 900

/** The frame of an animation that plays in a loop and rests at its end, after some time of playing; 0 without frames. */
export function frameOfLoop(elapsedMs: number, frames: number, framesPerSecond: number): number {
  if (frames === 0) return 0
  const roundMs = (frames / framesPerSecond) * 1_000 + restMs
  const frame = Math.floor(((elapsedMs % roundMs) / 1_000) * framesPerSecond)
  return Math.min(frames - 1, frame)
}
