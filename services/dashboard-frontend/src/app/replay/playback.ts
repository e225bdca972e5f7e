/** The speeds that a replay can have, as multiples of the environment's own. */
export const playbackSpeeds: readonly number[] = [0.25, 0.5, 1, 2, 4]

/** Where a replay is: a position in frames (with fractions), whether it plays, and how fast. */
export interface Playback {
  readonly position: number
  readonly playing: boolean
  readonly speed: number
}

/** A replay at its first frame, at the environment's own speed. */
export function startPlayback(playing: boolean): Playback {
  return { position: 0, playing, speed: 1 }
}

/** The replay after some time has passed; it stops at its last frame. */
export function advance(
  playback: Playback,
  elapsedMs: number,
  frames: number,
  framesPerSecond: number,
): Playback {
  if (!playback.playing) return playback
  const last = Math.max(0, frames - 1)
  const position = playback.position + (elapsedMs / 1_000) * framesPerSecond * playback.speed
  return position >= last ? { ...playback, position: last, playing: false } : { ...playback, position }
}

/** The replay moved to a frame; moving it by hand pauses it. */
export function seek(playback: Playback, position: number, frames: number): Playback {
  return { ...playback, position: Math.min(Math.max(0, position), Math.max(0, frames - 1)), playing: false }
}

/** The replay paused, or played on; at its end it starts again. */
export function toggle(playback: Playback, frames: number): Playback {
  if (playback.playing) return { ...playback, playing: false }
  return { ...playback, playing: true, position: playback.position >= frames - 1 ? 0 : playback.position }
}

/** The replay one notch faster (1) or slower (−1). */
export function changeSpeed(playback: Playback, by: 1 | -1): Playback {
  const at = playbackSpeeds.indexOf(playback.speed)
  return { ...playback, speed: playbackSpeeds[at + by] ?? playback.speed }
}

type Press = (playback: Playback, frames: number) => Playback

const step =
  (by: number): Press =>
  (playback, frames) =>
    seek(playback, Math.floor(playback.position) + by, frames)

/** Every key of the player with what it does: for the player, and for the help. */
export const playerKeys: readonly { does: string; keys: Readonly<Record<string, Press>> }[] = [
  { does: 'Play or pause a replay', keys: { ' ': toggle, k: toggle } },
  { does: 'One step back or on', keys: { ArrowLeft: step(-1), ArrowRight: step(1) } },
  {
    does: 'First or last step',
    keys: {
      Home: (playback, frames) => seek(playback, 0, frames),
      End: (playback, frames) => seek(playback, frames - 1, frames),
    },
  },
  {
    does: 'Faster or slower',
    keys: { '+': (playback) => changeSpeed(playback, 1), '-': (playback) => changeSpeed(playback, -1) },
  },
]

/** The replay after a key; undefined when the key means nothing to it. */
export function pressKey(playback: Playback, key: string, frames: number): Playback | undefined {
  const press = playerKeys.map(({ keys }) => keys[key]).find((each) => each !== undefined)
  return press?.(playback, frames)
}
