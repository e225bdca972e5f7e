import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Evaluation } from '@tars/contracts'
import type { ReactNode } from 'react'
import { evaluationEpisodes } from '../api/evaluation-queries.ts'
import { environmentsQuery } from '../api/training-queries.ts'
import { DotsPicture } from '../charts/dots-picture.tsx'
import { binTable, differenceTable, episodeTable } from '../charts/export-tables.ts'
import { HistogramPicture } from '../charts/histogram-picture.tsx'
import { IntervalPicture } from '../charts/interval-picture.tsx'
import { ChartPanel } from '../components/chart-panel.tsx'
import { Failure } from '../components/failure.tsx'
import { notableEpisodes } from '../replay/choose-episode.ts'
import { VerificationPanel } from '../verification/verification-panel.tsx'
import { EpisodeReplay } from './episode-replay.tsx'
import { ReceiptTable } from './receipt-table.tsx'
import { ScoreTable } from './score-table.tsx'

/** The evidence of an evaluation: interval, episodes, distribution, replay, score and receipt. */
export function EvaluationEvidence(given: {
  evaluation: Evaluation
  episode: number | undefined
}): ReactNode {
  const { evaluation } = given
  const { id, comparison, verdict, score, receipt } = evaluation
  const navigate = useNavigate({ from: '/evaluations/$id' })
  const query = useQuery({ ...evaluationEpisodes(id), enabled: score !== null })
  const environments = useQuery(environmentsQuery)
  if (score === null) return null
  const episodes = query.data?.items ?? []
  const notable = notableEpisodes(episodes)
  const chosen = given.episode ?? notable.find(({ label }) => label === 'Typical')?.index
  const choose = (episode: number) =>
    void navigate({ search: { episode }, replace: true, resetScroll: false })
  const solvedAt =
    environments.data?.items.find((known) => known.id === evaluation.environment)?.solvedAt ?? null
  return (
    <div className="columns-wide">
      <div className="stack">
        {comparison !== null && verdict !== null && (
          <ChartPanel
            title="Difference to the baseline"
            name={`${evaluation.agent}-v${evaluation.policyVersion}-difference`}
            table={() => differenceTable(comparison)}
          >
            <IntervalPicture comparison={comparison} verdict={verdict} />
          </ChartPanel>
        )}
        {query.isError && <Failure error={query.error} onRetry={() => void query.refetch()} />}
        <ChartPanel
          title="Return of each episode"
          aside="Click an episode to see it"
          name={`${evaluation.agent}-v${evaluation.policyVersion}-episodes`}
          table={() => episodeTable(episodes)}
        >
          {query.isPending ? (
            <Skeleton height={250} />
          ) : (
            <DotsPicture episodes={episodes} solvedAt={solvedAt} chosen={chosen} onChoose={choose} />
          )}
        </ChartPanel>
        <ChartPanel
          title="Distribution of returns"
          name={`${evaluation.agent}-v${evaluation.policyVersion}-distribution`}
          table={() => binTable(episodes)}
        >
          {query.isPending ? <Skeleton height={210} /> : <HistogramPicture episodes={episodes} />}
        </ChartPanel>
        {receipt !== null && (
          <div className="last">
            <ReceiptTable receipt={receipt} evaluationId={id} />
          </div>
        )}
        {evaluation.state === 'judged' && (
          <div className="last">
            <VerificationPanel evaluation={evaluation} onChoose={choose} />
          </div>
        )}
      </div>
      <div className="stack">
        <EpisodeReplay
          evaluation={evaluation}
          episodes={episodes}
          notable={notable}
          chosen={chosen}
          onChoose={choose}
        />
        <ScoreTable score={score} baseline={comparison?.baselineScore ?? null} />
      </div>
    </div>
  )
}
