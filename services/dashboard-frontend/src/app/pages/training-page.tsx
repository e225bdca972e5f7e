import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Training } from '@tars/contracts'
import type { ReactNode } from 'react'
import { environmentsQuery, trainingById, trainingPoints } from '../api/training-queries.ts'
import { Ago } from '../components/ago.tsx'
import { CancelTraining } from '../components/cancel-work.tsx'
import { Chip } from '../components/chip.tsx'
import { Command } from '../components/command.tsx'
import { FailedPage } from '../components/failed-page.tsx'
import { Failure } from '../components/failure.tsx'
import { PageHead } from '../components/page-head.tsx'
import { ResumeTraining } from '../components/resume-work.tsx'
import { PageSkeleton } from '../components/skeletons.tsx'
import { TraceLine } from '../components/trace-line.tsx'
import { useLive } from '../live/use-live.ts'
import { TrainingCharts } from '../training/training-charts.tsx'
import { TrainingConfiguration, TrainingNumbers } from '../training/training-numbers.tsx'
import { workTones } from '../words/tone.ts'

/** One training: how far it is, how well it learns, and what came of it. */
export function TrainingPage({ id }: { id: string }): ReactNode {
  useLive(`training:${id}`)
  const training = useQuery(trainingById(id))
  const points = useQuery(trainingPoints(id))
  const environments = useQuery(environmentsQuery)
  if (training.isPending) return <PageSkeleton />
  if (training.data === undefined) {
    return <FailedPage title="Training" error={training.error} onRetry={() => void training.refetch()} />
  }
  const environment = environments.data?.items.find(({ id: known }) => known === training.data.environment)
  return (
    <main className="page">
      <TrainingHead training={training.data} />
      <TrainingOutcome training={training.data} />
      <TrainingNumbers training={training.data} />
      {points.isError && points.data === undefined ? (
        <Failure error={points.error} onRetry={() => void points.refetch()} />
      ) : (
        <TrainingCharts
          training={training.data}
          points={points.data?.items}
          solvedAt={environment?.solvedAt ?? null}
        />
      )}
      <TrainingConfiguration training={training.data} />
    </main>
  )
}

function TrainingHead({ training }: { training: Training }): ReactNode {
  const { agent, environment, state } = training
  return (
    <PageHead
      title={agent}
      suffix={`learns ${environment}`}
      state={<Chip tone={workTones[state]}>{state}</Chip>}
      about={
        <>
          <span>seed {training.seed}</span>
          {training.preset !== null && <span>preset {training.preset}</span>}
          <span>
            asked for <Ago at={training.createdAt} />
          </span>
          {training.attempts > 1 && <span>attempt {training.attempts}</span>}
        </>
      }
      actions={
        <>
          {(state === 'queued' || state === 'running') && <CancelTraining training={training} />}
          {(state === 'cancelled' || state === 'failed') && <ResumeTraining training={training} />}
        </>
      }
    />
  )
}

function TrainingOutcome({ training }: { training: Training }): ReactNode {
  if (training.error !== null) {
    return (
      <div className="note tone-bad" role="alert">
        <p>
          <Chip tone="bad">The training failed: {training.error}</Chip>
        </p>
        <TraceLine id={training.traceId} />
      </div>
    )
  }
  if (training.policyId === null) return null
  return (
    <div className="note tone-good">
      <p>
        It gave a policy.{' '}
        <Link to="/policies/$id" params={{ id: training.policyId }} className="link">
          See the policy
        </Link>
        {training.evaluationId === null ? (
          ' It is not evaluated yet:'
        ) : (
          <>
            {' · '}
            <Link to="/evaluations/$id" params={{ id: training.evaluationId }} className="link">
              See its evaluation
            </Link>
          </>
        )}
      </p>
      {training.evaluationId === null && <Command>{`./tars evaluate ${training.policyId}`}</Command>}
    </div>
  )
}
