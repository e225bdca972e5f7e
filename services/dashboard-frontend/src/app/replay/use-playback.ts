import { type Dispatch, type SetStateAction, useEffect } from 'react'
import { startFrameLoop } from './frame-loop.ts'
import { advance, type Playback } from './playback.ts'

/** Moves a replay along with the frames that the browser draws, while it plays. */
export function usePlayback(
  playing: boolean,
  change: Dispatch<SetStateAction<Playback>>,
  frames: number,
  framesPerSecond: number,
): void {
  useEffect(() => {
    if (!playing) return
    return startFrameLoop(window, (elapsedMs) =>
      change((playback) => advance(playback, elapsedMs, frames, framesPerSecond)),
    )
  }, [playing, change, frames, framesPerSecond])
}
