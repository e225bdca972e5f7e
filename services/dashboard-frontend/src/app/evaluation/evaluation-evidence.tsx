import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Evaluation } from '@tars/contracts'
import type { ReactNode } from 'react'
import { evaluationEpisodes } from '../api/evaluation-queries.ts'
import { environmentsQuery } from '../api/training-queries.ts'
import { differenceTable } from '../charts/export-tables.ts'
import { IntervalPicture } from '../charts/interval-picture.tsx'
import { ChartPanel } from '../components/chart-panel.tsx'
import { Read } from '../components/read.tsx'
import { notableEpisodes } from '../replay/choose-episode.ts'
import { VerificationPanel } from '../verification/verification-panel.tsx'
import { EpisodeChartSkeletons, EpisodeCharts } from './episode-charts.tsx'
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
  const episodes = query.data?.items
  const notable = notableEpisodes(episodes ?? [])
  const isUnreadable = query.isError && episodes === undefined
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
        <Read query={query} skeleton={<EpisodeChartSkeletons />}>
          {({ items }) => (
            <EpisodeCharts
              evaluation={evaluation}
              episodes={items}
              solvedAt={solvedAt}
              chosen={chosen}
              onChoose={choose}
            />
          )}
        </Read>
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
        {!isUnreadable && (
          <EpisodeReplay
            evaluation={evaluation}
            episodes={episodes}
            notable={notable}
            chosen={chosen}
            onChoose={choose}
          />
        )}
        <ScoreTable score={score} baseline={comparison?.baselineScore ?? null} />
      </div>
    </div>
  )
}
