import { Skeleton } from '@mantine/core'
import type { ReactNode } from 'react'
import { Empty } from '../components/empty.tsx'
import { Failure } from '../components/failure.tsx'
import { PageHead } from '../components/page-head.tsx'
import { Panel } from '../components/panel.tsx'
import { AssessCard, ReleaseCard, SustainCard, TrainCard } from '../overview/overview-cards.tsx'
import { LatestVerdicts, RunningNow } from '../overview/overview-lists.tsx'
import { useEvaluationsInView, useTrainingsInView } from '../overview/use-work-in-view.ts'
import { StartTraining } from '../training/start-training.tsx'

/** One screen with the one thing of each section that matters most right now. */
export function OverviewPage(): ReactNode {
  const trainings = useTrainingsInView()
  const evaluations = useEvaluationsInView()
  const failed = trainings.failed ?? evaluations.failed
  const isNew = trainings.items?.length === 0 && evaluations.items?.length === 0
  return (
    <main className="page">
      <PageHead title="Overview" actions={!isNew && <StartTraining />} />
      {failed !== undefined && <Failure error={failed.error} onRetry={() => void failed.refetch()} />}
      <div className="cards">
        <TrainCard trainings={trainings} />
        <AssessCard evaluations={evaluations} />
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
            {trainings.items && evaluations.items ? (
              <RunningNow trainings={trainings} evaluations={evaluations} />
            ) : (
              <Skeleton height={80} />
            )}
          </Panel>
          <Panel title="Latest verdicts">
            {evaluations.items ? (
              <LatestVerdicts evaluations={evaluations.items} />
            ) : (
              <Skeleton height={80} />
            )}
          </Panel>
        </div>
      )}
    </main>
  )
}
