import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Evaluation, Training } from '@tars/contracts'
import type { ReactNode } from 'react'
import { evaluationById } from '../api/evaluation-queries.ts'
import { systemQuery } from '../api/platform-queries.ts'
import { openProposals } from '../api/policy-queries.ts'
import { trainingPoints } from '../api/training-queries.ts'
import { Ago } from '../components/ago.tsx'
import { Chip } from '../components/chip.tsx'
import { Spark } from '../components/spark.tsx'
import { describeError } from '../words/describe-error.ts'
import { describePromotion } from '../words/describe-promotion.ts'
import { describeHealth, describeRelease, type ToneSentence } from '../words/describe-system.ts'
import { describeTrainings, nameEvaluation } from '../words/describe-work.ts'
import { countOf, formatReturn } from '../words/quantity.ts'
import { verdictTones, workTones } from '../words/tone.ts'

/** What is learning now, or what was learnt last. */
export function TrainCard({
  trainings,
  isAway,
}: {
  trainings: readonly Training[] | undefined
  isAway: boolean
}): ReactNode {
  const shown = trainings?.find(({ state }) => state === 'running') ?? trainings?.[0]
  const points = useQuery({ ...trainingPoints(shown?.id ?? ''), enabled: shown !== undefined })
  const values = points.data?.items.map(({ returnMean }) => returnMean) ?? []
  const now = trainings && describeTrainings(trainings)
  return (
    <Card title="Train" to="/trainings" hasLine isLoading={trainings === undefined} isAway={isAway}>
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
            keepPlace
          />
        </>
      )}
    </Card>
  )
}

/** What the last verdict was. */
export function AssessCard({
  evaluations,
  isAway,
}: {
  evaluations: readonly Evaluation[] | undefined
  isAway: boolean
}): ReactNode {
  const last = evaluations?.find(({ comparison, verdict }) => comparison !== null && verdict !== null)
  const means = (evaluations ?? [])
    .filter(({ agentId, score }) => score !== null && agentId === last?.agentId)
    .map(({ score }) => score?.mean ?? null)
    .reverse()
  return (
    <Card title="Assess" to="/evaluations" hasLine isLoading={evaluations === undefined} isAway={isAway}>
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

/** What waits for a decision; while nothing does, what runs now. */
export function ReleaseCard(): ReactNode {
  const proposals = useQuery(openProposals).data?.items ?? []
  const [first] = proposals
  if (first !== undefined) {
    return (
      <Card title="Release" to={{ to: '/agents/$name', params: { name: first.agent } }} isLoading={false}>
        <Chip tone="unsure">{countOf(proposals.length, 'proposal')} to decide</Chip>
        <p className="sentence">
          {first.agent}: {describePromotion(first)}, <Ago at={first.createdAt} />.
        </p>
        <ProposalEvidence evaluationId={first.evaluationId} />
      </Card>
    )
  }
  return (
    <SystemCard
      title="Release"
      to="/release"
      describe={describeRelease}
      chip={({ tone }) => <Chip tone={tone}>{tone === 'nothing' ? 'no rollout' : 'mixed versions'}</Chip>}
    />
  )
}

function ProposalEvidence({ evaluationId }: { evaluationId: string | null }): ReactNode {
  const evaluation = useQuery({ ...evaluationById(evaluationId ?? ''), enabled: evaluationId !== null })
  const sentence = evaluation.data?.comparison?.sentence
  return sentence !== undefined && <p className="dim">{sentence}.</p>
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

interface AgentAddress {
  to: '/agents/$name'
  params: { name: string }
}

function Card(given: {
  title: string
  to: '/trainings' | '/evaluations' | '/release' | '/system' | AgentAddress
  /** Whether a spark line comes below the words, whose place is kept. */
  hasLine?: boolean
  isLoading: boolean
  isAway?: boolean
  children: ReactNode
}): ReactNode {
  const missing = given.isAway ? (
    <p className="sentence">Not known at this moment.</p>
  ) : (
    <Skeleton height={66} />
  )
  return (
    <Link
      {...(typeof given.to === 'string' ? { to: given.to } : given.to)}
      className={given.hasLine ? 'card card-line' : 'card'}
    >
      <h2 className="dim">{given.title}</h2>
      {given.isLoading ? missing : given.children}
    </Link>
  )
}
