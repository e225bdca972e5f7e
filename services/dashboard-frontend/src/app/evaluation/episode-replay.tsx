import { Button, NumberInput, Skeleton } from '@mantine/core'
import { useReducedMotion } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import type { Episode, Evaluation, Replay } from '@tars/contracts'
import type { ReactNode } from 'react'
import { episodeReplay } from '../api/evaluation-queries.ts'
import { Chip } from '../components/chip.tsx'
import { Failure } from '../components/failure.tsx'
import { Panel } from '../components/panel.tsx'
import type { NotableEpisode } from '../replay/choose-episode.ts'
import { Player } from '../replay/player.tsx'
import { countOf, formatReturn } from '../words/quantity.ts'

/** Any episode of an evaluation, played again from its seed. */
export function EpisodeReplay(given: {
  evaluation: Evaluation
  episodes: readonly Episode[]
  notable: readonly NotableEpisode[]
  chosen: number | undefined
  onChoose: (index: number) => void
}): ReactNode {
  const { evaluation, episodes, chosen, onChoose } = given
  const episode = episodes.find(({ index }) => index === chosen)
  const replay = useQuery({
    ...episodeReplay(evaluation.id, chosen ?? 0),
    enabled: chosen !== undefined && episode !== undefined,
  })
  return (
    <Panel title="Replay" aside={episode && <EpisodeWords episode={episode} />}>
      <div className="stack">
        <Stage replay={replay.data} error={replay.error} onRetry={() => void replay.refetch()} />
        <div className="picker">
          <NumberInput
            size="xs"
            w={120}
            aria-label="Episode"
            prefix="Episode "
            min={0}
            max={Math.max(0, episodes.length - 1)}
            allowDecimal={false}
            clampBehavior="strict"
            value={chosen ?? ''}
            onChange={(index) => typeof index === 'number' && onChoose(index)}
          />
          {given.notable.map(({ label, index }) => (
            <Button
              key={label}
              size="xs"
              variant={index === chosen ? 'light' : 'default'}
              onClick={() => onChoose(index)}
            >
              {label}
            </Button>
          ))}
        </div>
        {replay.data && <Faithful replay={replay.data} />}
      </div>
    </Panel>
  )
}

function EpisodeWords({ episode }: { episode: Episode }): ReactNode {
  const end = episode.terminated ? 'ended by itself' : 'cut off at the limit'
  return (
    <>
      Return {formatReturn(episode.return)}, {countOf(episode.length, 'step')}, {end}
    </>
  )
}

function Stage(given: { replay: Replay | undefined; error: Error | null; onRetry: () => void }): ReactNode {
  const isStill = useReducedMotion(undefined, { getInitialValueInEffect: false })
  if (given.replay !== undefined) {
    return <Player key={given.replay.index} replay={given.replay} autoplay={!isStill} />
  }
  if (given.error !== null) return <Failure error={given.error} onRetry={given.onRetry} />
  return (
    <div className="player">
      <Skeleton style={{ aspectRatio: '3 / 2' }} height="auto" />
      <Skeleton height={36} />
    </div>
  )
}

function Faithful({ replay }: { replay: Replay }): ReactNode {
  if (!replay.matches) {
    return (
      <p>
        <Chip tone="bad">
          Played again it returned {formatReturn(replay.return)}, which is not what was recorded.
        </Chip>
      </p>
    )
  }
  return <p className="dim">Played again from seed {replay.seed}: the return is the recorded one.</p>
}
