import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { recentEvaluations } from '../api/evaluation-queries.ts'
import { recentTrainings } from '../api/training-queries.ts'
import { Empty } from '../components/empty.tsx'
import { Failure } from '../components/failure.tsx'
import { PageHead } from '../components/page-head.tsx'
import { Panel } from '../components/panel.tsx'
import { AssessCard, ReleaseCard, SustainCard, TrainCard } from '../overview/overview-cards.tsx'
import { LatestVerdicts, RunningNow } from '../overview/overview-lists.tsx'
import { StartTraining } from '../training/start-training.tsx'

/** One screen with the one thing of each section that matters most right now. */
export function OverviewPage(): ReactNode {
  const trainings = useQuery(recentTrainings)
  const evaluations = useQuery(recentEvaluations)
  const failed = [trainings, evaluations].find((query) => query.isError && query.data === undefined)
  const isNew = trainings.data?.items.length === 0 && evaluations.data?.items.length === 0
  return (
    <main className="page">
      <PageHead title="Overview" actions={!isNew && <StartTraining />} />
      {failed !== undefined && <Failure error={failed.error} onRetry={() => void failed.refetch()} />}
      <div className="cards">
        <TrainCard trainings={trainings.data?.items} isAway={trainings.isError} />
        <AssessCard evaluations={evaluations.data?.items} isAway={evaluations.isError} />
        <ReleaseCard />
        <SustainCard />
      </div>
      {isNew && (
        <Panel title="Begin here">
          <Empty command="./tars train ppo --environment CartPole-v1 --follow" action={<StartTraining />}>
            Nothing has been trained yet. CartPole is a good first one: it learns to balance a pole.
          </Empty>
        </Panel>
      )}
      {!isNew && failed === undefined && (
        <div className="columns">
          <Panel title="Running now">
            {trainings.data && evaluations.data ? (
              <RunningNow trainings={trainings.data.items} evaluations={evaluations.data.items} />
            ) : (
              <Skeleton height={80} />
            )}
          </Panel>
          <Panel title="Latest verdicts">
            {evaluations.data ? (
              <LatestVerdicts evaluations={evaluations.data.items} />
            ) : (
              <Skeleton height={80} />
            )}
          </Panel>
        </div>
      )}
    </main>
  )
}
