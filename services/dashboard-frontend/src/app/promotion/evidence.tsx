import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Evaluation } from '@tars/contracts'
import type { ReactNode } from 'react'
import { evaluationById, evaluationsOf } from '../api/evaluation-queries.ts'
import { IntervalBar } from '../charts/interval-bar.tsx'
import { Chip } from '../components/chip.tsx'
import { Read } from '../components/read.tsx'
import { verdictTones } from '../words/tone.ts'

/** What the latest verdict on a policy says; says so where there is none. */
export function Evidence({ policyId }: { policyId: string }): ReactNode {
  const evaluations = useQuery(evaluationsOf({ policy: policyId }))
  return (
    <Read query={evaluations} skeleton={<Skeleton height={48} />}>
      {({ items }) => {
        const latest = items.find(({ verdict }) => verdict !== null)
        return latest === undefined ? <NoEvidence /> : <EvidenceWords evaluation={latest} />
      }}
    </Read>
  )
}

/** What the evaluation that speaks for a promotion says; says so where there is none. */
export function EvidenceOf({ evaluationId }: { evaluationId: string | null }): ReactNode {
  const evaluation = useQuery({ ...evaluationById(evaluationId ?? ''), enabled: evaluationId !== null })
  if (evaluationId === null) return <NoEvidence />
  return (
    <Read query={evaluation} skeleton={<Skeleton height={48} />}>
      {(known) => <EvidenceWords evaluation={known} />}
    </Read>
  )
}

function NoEvidence(): ReactNode {
  return (
    <p>
      <Chip tone="nothing">no evidence</Chip>{' '}
      <span className="dim">No evaluation has a verdict on it yet.</span>
    </p>
  )
}

function EvidenceWords({ evaluation }: { evaluation: Evaluation }): ReactNode {
  const { id, verdict, comparison } = evaluation
  if (verdict === null || comparison === null) return <NoEvidence />
  return (
    <div className="evidence">
      <Chip tone={verdictTones[verdict]}>{verdict}</Chip>
      <IntervalBar comparison={comparison} verdict={verdict} />
      <p>
        {comparison.sentence}.{' '}
        <Link to="/evaluations/$id" params={{ id }} className="link">
          See the evaluation
        </Link>
      </p>
    </div>
  )
}
