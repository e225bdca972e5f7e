import { Button, NumberInput, Skeleton } from '@mantine/core'
import { useReducedMotion } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import type { Episode, Evaluation, Replay } from '@tars/contracts'
import type { ReactNode } from 'react'
import { episodeReplay } from '../api/evaluation-queries.ts'
import { Chip } from '../components/chip.tsx'
import { Panel } from '../components/panel.tsx'
import { Read } from '../components/read.tsx'
import type { NotableEpisode } from '../replay/choose-episode.ts'
import { Player } from '../replay/player.tsx'
import { countOf, formatReturn } from '../words/quantity.ts'
import { describeMissingEpisode } from './missing-episode.ts'

/** Any episode of an evaluation, played again from its seed; `episodes` is undefined while they are read. */
export function EpisodeReplay(given: {
  evaluation: Evaluation
  episodes: readonly Episode[] | undefined
  notable: readonly NotableEpisode[]
  chosen: number | undefined
  onChoose: (index: number) => void
}): ReactNode {
  const { evaluation, episodes, chosen, onChoose } = given
  const episode = episodes?.find(({ index }) => index === chosen)
  const replay = useQuery({
    ...episodeReplay(evaluation.id, chosen ?? 0),
    enabled: chosen !== undefined && episode !== undefined,
  })
  const missing = episodes === undefined ? null : describeMissingEpisode(chosen, episodes)
  return (
    <Panel title="Replay" aside={episode && <EpisodeWords episode={episode} />}>
      <div className="stack">
        {missing === null ? (
          <Read query={replay} skeleton={<StageSkeleton />}>
            {(known) => <Stage replay={known} />}
          </Read>
        ) : (
          <p>{missing}</p>
        )}
        <div className="picker">
          <NumberInput
            size="xs"
            w={120}
            aria-label="Episode"
            prefix="Episode "
            min={0}
            max={episodes?.at(-1)?.index ?? 0}
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
        {missing === null && replay.data && <Faithful replay={replay.data} />}
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

function Stage({ replay }: { replay: Replay }): ReactNode {
  const isStill = useReducedMotion(undefined, { getInitialValueInEffect: false })
  return <Player key={replay.index} replay={replay} autoplay={!isStill} />
}

function StageSkeleton(): ReactNode {
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
