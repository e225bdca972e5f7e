import { ActionIcon, Select, Slider } from '@mantine/core'
import { IconPlayerPauseFilled, IconPlayerPlayFilled } from '@tabler/icons-react'
import type { Replay } from '@tars/contracts'
import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { type Playback, playbackSpeeds, pressKey, seek, startPlayback, toggle } from './playback.ts'
import { ShapePicture } from './shape-picture.tsx'
import { usePlayback } from './use-playback.ts'

/** An episode as an animation: play and pause, speed, a scrubber, and the keyboard for all of them. */
export function Player({ replay, autoplay }: { replay: Replay; autoplay: boolean }): ReactNode {
  const count = replay.frames.length
  const [playback, setPlayback] = useState(() => startPlayback(autoplay))
  usePlayback(playback.playing, setPlayback, count, replay.framesPerSecond)
  const frame = Math.min(count - 1, Math.floor(playback.position))
  const onKeyDown = (event: KeyboardEvent) => {
    const next = isField(event.target) ? undefined : pressKey(playback, event.key, count)
    if (next === undefined) return
    event.preventDefault()
    setPlayback(next)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: its keys are those of the player, every one has a control too
    <div className="player" onKeyDown={onKeyDown}>
      <svg
        className="stage"
        viewBox="0 0 600 400"
        role="img"
        aria-label={`${replay.environment}, episode ${replay.index}, step ${frame}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: takes the keys of the player
        tabIndex={0}
        data-frame={frame}
      >
        {replay.frames[frame]?.map((shape, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: shapes have no identity beyond their order
          <ShapePicture key={i} shape={shape} />
        ))}
      </svg>
      <Controls playback={playback} count={count} frame={frame} onChange={setPlayback} />
    </div>
  )
}

function Controls(given: {
  playback: Playback
  count: number
  frame: number
  onChange: (playback: Playback) => void
}): ReactNode {
  const { playback, count, frame, onChange } = given
  return (
    <div className="controls">
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={playback.playing ? 'Pause' : 'Play'}
        onClick={() => onChange(toggle(playback, count))}
      >
        {playback.playing ? <IconPlayerPauseFilled size={16} /> : <IconPlayerPlayFilled size={16} />}
      </ActionIcon>
      <Slider
        className="scrub"
        size="sm"
        min={0}
        max={Math.max(1, count - 1)}
        value={frame}
        label={null}
        thumbLabel="Step"
        onChange={(position) => onChange(seek(playback, position, count))}
      />
      <span className="at">
        step {frame} of {Math.max(0, count - 1)}
      </span>
      <Select
        size="xs"
        w={84}
        aria-label="Speed"
        allowDeselect={false}
        data={playbackSpeeds.map((speed) => ({ value: String(speed), label: `${speed} ×` }))}
        value={String(playback.speed)}
        onChange={(speed) => onChange({ ...playback, speed: Number(speed ?? 1) })}
      />
    </div>
  )
}

function isField(target: EventTarget): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.matches('input, textarea, select, button, [role="slider"]')
}
