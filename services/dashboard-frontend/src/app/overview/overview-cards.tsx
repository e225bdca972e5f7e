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
import { useHealth } from '../system/use-health.ts'
import { describeError } from '../words/describe-error.ts'
import { describePromotion } from '../words/describe-promotion.ts'
import { describeLastKnown, describeRelease, type Standing } from '../words/describe-system.ts'
import { describeTrainings, nameEvaluation } from '../words/describe-work.ts'
import { countOf, formatReturn } from '../words/quantity.ts'
import { verdictTones, workTones } from '../words/tone.ts'
import type { WorkInView } from './use-work-in-view.ts'

/** What is learning now, or what was learnt last. */
export function TrainCard({ trainings }: { trainings: WorkInView<Training> }): ReactNode {
  const { items, waiting, failed } = trainings
  const shown = items?.find(({ state }) => state === 'running') ?? items?.[0]
  const points = useQuery({ ...trainingPoints(shown?.id ?? ''), enabled: shown !== undefined })
  const values = points.data?.items.map(({ returnMean }) => returnMean) ?? []
  const now = items && describeTrainings(items, waiting)
  return (
    <Card title="Train" to="/trainings" hasLine isLoading={items === undefined} isAway={failed !== undefined}>
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
export function AssessCard({ evaluations }: { evaluations: WorkInView<Evaluation> }): ReactNode {
  const { items, failed } = evaluations
  const last = items?.find(({ comparison, verdict }) => comparison !== null && verdict !== null)
  const means = (items ?? [])
    .filter(({ agentId, score }) => score !== null && agentId === last?.agentId)
    .map(({ score }) => score?.mean ?? null)
    .reverse()
  return (
    <Card
      title="Assess"
      to="/evaluations"
      hasLine
      isLoading={items === undefined}
      isAway={failed !== undefined}
    >
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
  const { data: open, isError } = useQuery(openProposals)
  const [first] = open?.items ?? []
  if (open === undefined) {
    return (
      <Card title="Release" to="/release" isLoading isAway={isError}>
        {null}
      </Card>
    )
  }
  if (first !== undefined) {
    const count = countOf(open.items.length, 'proposal')
    return (
      <Card title="Release" to={{ to: '/agents/$name', params: { name: first.agent } }} isLoading={false}>
        <Chip tone="unsure">{open.nextCursor === null ? count : `More than ${count}`} to decide</Chip>
        <p className="sentence">
          {first.agent}: {describePromotion(first)}, <Ago at={first.createdAt} />.
        </p>
        <ProposalEvidence evaluationId={first.evaluationId} />
      </Card>
    )
  }
  return <VersionCard />
}

function VersionCard(): ReactNode {
  const { data, isError, dataUpdatedAt } = useQuery(systemQuery)
  const now = data && describeRelease(data)
  const standing = now && isError ? describeLastKnown(now, dataUpdatedAt) : now
  return <StandingCard title="Release" to="/release" standing={standing} />
}

function ProposalEvidence({ evaluationId }: { evaluationId: string | null }): ReactNode {
  const evaluation = useQuery({ ...evaluationById(evaluationId ?? ''), enabled: evaluationId !== null })
  const sentence = evaluation.data?.comparison?.sentence
  return sentence !== undefined && <p className="dim">{sentence}.</p>
}

/** Whether everything is well. */
export function SustainCard(): ReactNode {
  return <StandingCard title="Sustain" to="/system" standing={useHealth()} />
}

/** How the platform stands, or why that cannot be told. */
function StandingCard(given: {
  title: string
  to: '/release' | '/system'
  standing: Standing | undefined
}): ReactNode {
  const { standing } = given
  const system = useQuery(systemQuery)
  const isUnread = standing === undefined && system.isError
  return (
    <Card title={given.title} to={given.to} isLoading={standing === undefined && !isUnread}>
      {isUnread && <p className="sentence">{describeError(system.error).what}</p>}
      {standing !== undefined && (
        <>
          <Chip tone={standing.tone}>{standing.state}</Chip>
          <p className="sentence">{standing.sentence}</p>
        </>
      )}
    </Card>
  )
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
