import { ActionIcon, Skeleton } from '@mantine/core'
import { useReducedMotion } from '@mantine/hooks'
import { IconPlayerPauseFilled, IconPlayerPlayFilled, IconRefresh } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { EnvironmentDescription, Preview } from '@tars/contracts'
import { type ReactNode, useEffect, useState } from 'react'
import { environmentPreview } from '../api/environment-queries.ts'
import { Failure } from '../components/failure.tsx'
import { startFrameLoop } from '../replay/frame-loop.ts'
import { frameOfLoop } from '../replay/loop.ts'
import { ShapePicture } from '../replay/shape-picture.tsx'
import { countOf, formatReturn } from '../words/quantity.ts'

/** An environment as it looks while nobody has learnt anything: an episode of playing at random, in a loop. */
export function EnvironmentPreview({ environment }: { environment: EnvironmentDescription }): ReactNode {
  const [seed, setSeed] = useState(0)
  const preview = useQuery({
    ...environmentPreview(environment.id, seed),
    placeholderData: keepPreviousData,
  })
  if (preview.isError) return <Failure error={preview.error} onRetry={() => void preview.refetch()} />
  if (preview.data === undefined) return <Skeleton height="auto" style={{ aspectRatio: '5 / 4' }} />
  return <Animation preview={preview.data} name={environment.title} onNext={() => setSeed(seed + 1)} />
}

function Animation(given: { preview: Preview; name: string; onNext: () => void }): ReactNode {
  const { preview, name } = given
  const isStill = useReducedMotion(undefined, { getInitialValueInEffect: false })
  const [playing, setPlaying] = useState(!isStill)
  const frame = useLoop(preview, playing)
  return (
    <figure className="preview">
      <svg
        className="stage"
        viewBox="0 0 600 400"
        role="img"
        aria-label={`${name}, played at random`}
        data-frame={frame}
      >
        {preview.frames[frame]?.map((shape, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: shapes have no identity beyond their order
          <ShapePicture key={i} shape={shape} />
        ))}
      </svg>
      <figcaption className="controls">
        <ActionIcon
          variant="default"
          aria-label={`${playing ? 'Pause' : 'Play'} ${name}`}
          onClick={() => setPlaying(!playing)}
        >
          {playing ? <IconPlayerPauseFilled size={14} /> : <IconPlayerPlayFilled size={14} />}
        </ActionIcon>
        <ActionIcon variant="default" aria-label={`Another episode of ${name}`} onClick={given.onNext}>
          <IconRefresh size={14} />
        </ActionIcon>
        <span className="dim">
          At random: return {formatReturn(preview.return)} in {countOf(preview.length, 'step')}
        </span>
      </figcaption>
    </figure>
  )
}

/** The frame that is shown now; paused it stays where it is, and another episode begins at its beginning. */
function useLoop({ frames, framesPerSecond, seed }: Preview, playing: boolean): number {
  const [played, setPlayed] = useState({ seed, elapsedMs: 0 })
  useEffect(() => {
    if (!playing) return
    return startFrameLoop(window, (elapsed) =>
      setPlayed((before) => ({
        seed,
        elapsedMs: before.seed === seed ? before.elapsedMs + elapsed : 0,
      })),
    )
  }, [playing, seed])
  return frameOfLoop(played.seed === seed ? played.elapsedMs : 0, frames.length, framesPerSecond)
}
