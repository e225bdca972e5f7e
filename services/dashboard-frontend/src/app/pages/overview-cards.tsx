import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Evaluation, Training } from '@tars/contracts'
import type { ReactNode } from 'react'
import { systemQuery } from '../api/platform-queries.ts'
import { trainingPoints } from '../api/training-queries.ts'
import { Ago } from '../components/ago.tsx'
import { Chip } from '../components/chip.tsx'
import { Spark } from '../components/spark.tsx'
import { describeError } from '../words/describe-error.ts'
import { describeHealth, describeRelease, type ToneSentence } from '../words/describe-system.ts'
import { describeTrainings, nameEvaluation } from '../words/describe-work.ts'
import { formatReturn } from '../words/quantity.ts'
import { verdictTones, workTones } from '../words/tone.ts'

/** What is learning now, or what was learnt last. */
export function TrainCard({ trainings }: { trainings: readonly Training[] | undefined }): ReactNode {
  const shown = trainings?.find(({ state }) => state === 'running') ?? trainings?.[0]
  const points = useQuery({ ...trainingPoints(shown?.id ?? ''), enabled: shown !== undefined })
  const values = points.data?.items.map(({ returnMean }) => returnMean) ?? []
  const now = trainings && describeTrainings(trainings)
  return (
    <Card title="Train" to="/trainings" isLoading={trainings === undefined}>
      {shown === undefined && <p className="sentence">Nothing has been trained yet.</p>}
      {shown !== undefined && (
        <>
          <Chip tone={workTones[shown.state]}>{now === null ? `Last: ${shown.state}` : shown.state}</Chip>
          <p className="sentence">
            {now ?? (
              <>
                Nothing trains now. {shown.agent} reached a mean return of{' '}
                {formatReturn(shown.progress?.returnMean)}, <Ago at={shown.endedAt ?? shown.createdAt} />.
              </>
            )}
          </p>
          <Spark
            values={values}
            label="Mean return"
            last={formatReturn(values.findLast((value) => value !== null))}
          />
        </>
      )}
    </Card>
  )
}

/** What the last verdict was. */
export function AssessCard({ evaluations }: { evaluations: readonly Evaluation[] | undefined }): ReactNode {
  const last = evaluations?.find(({ comparison, verdict }) => comparison !== null && verdict !== null)
  const means = (evaluations ?? [])
    .filter(({ agentId, score }) => score !== null && agentId === last?.agentId)
    .map(({ score }) => score?.mean ?? null)
    .reverse()
  return (
    <Card title="Assess" to="/evaluations" isLoading={evaluations === undefined}>
      {last?.comparison && last.verdict ? (
        <>
          <Chip tone={verdictTones[last.verdict]}>{last.verdict}</Chip>
          <p className="sentence">
            {nameEvaluation(last)}: {last.comparison.sentence}.
          </p>
          <Spark
            values={means}
            label={`Mean return, evaluations of ${last.agent}`}
            last={formatReturn(means.at(-1))}
          />
        </>
      ) : (
        <p className="sentence">Nothing has been judged yet.</p>
      )}
    </Card>
  )
}

/** What runs now. */
export function ReleaseCard(): ReactNode {
  return (
    <SystemCard
      title="Release"
      to="/release"
      describe={describeRelease}
      chip={({ tone }) => <Chip tone={tone}>{tone === 'nothing' ? 'no rollout' : 'mixed versions'}</Chip>}
    />
  )
}

/** Whether everything is well. */
export function SustainCard(): ReactNode {
  return (
    <SystemCard
      title="Sustain"
      to="/system"
      describe={describeHealth}
      chip={({ tone }) => <Chip tone={tone}>{tone === 'good' ? 'healthy' : 'needs a look'}</Chip>}
    />
  )
}

function SystemCard(given: {
  title: string
  to: '/release' | '/system'
  describe: (system: NonNullable<ReturnType<typeof useSystem>['data']>) => ToneSentence
  chip: (described: ToneSentence) => ReactNode
}): ReactNode {
  const system = useSystem()
  const described = system.data && given.describe(system.data)
  return (
    <Card title={given.title} to={given.to} isLoading={system.isPending}>
      {described !== undefined && given.chip(described)}
      <p className="sentence">
        {described?.sentence ?? (system.isError && describeError(system.error).what)}
      </p>
    </Card>
  )
}

function useSystem() {
  return useQuery(systemQuery)
}

function Card(given: {
  title: string
  to: '/trainings' | '/evaluations' | '/release' | '/system'
  isLoading: boolean
  children: ReactNode
}): ReactNode {
  return (
    <Link to={given.to} className="card">
      <h2 className="dim">{given.title}</h2>
      {given.isLoading ? <Skeleton height={66} /> : given.children}
    </Link>
  )
}
