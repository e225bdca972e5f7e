import { useQuery } from '@tanstack/react-query'
import type { Evaluation } from '@tars/contracts'
import type { ReactNode } from 'react'
import { evaluationById } from '../api/evaluation-queries.ts'
import { Ago } from '../components/ago.tsx'
import { CancelEvaluation } from '../components/cancel-work.tsx'
import { Chip } from '../components/chip.tsx'
import { FailedPage } from '../components/failed-page.tsx'
import { PageHead } from '../components/page-head.tsx'
import { ResumeEvaluation } from '../components/resume-work.tsx'
import { PageSkeleton } from '../components/skeletons.tsx'
import { EvaluationEvidence } from '../evaluation/evaluation-evidence.tsx'
import { EvaluationVerdict } from '../evaluation/evaluation-verdict.tsx'
import { useLive } from '../live/use-live.ts'
import { MakeBaseline } from '../promotion/make-baseline.tsx'
import { nameEvaluation, nameOpponent } from '../words/describe-work.ts'
import { countOf } from '../words/quantity.ts'
import { workTones } from '../words/tone.ts'

/** One evaluation: the verdict in words, then the evidence that it rests on. */
export function EvaluationPage({ id, episode }: { id: string; episode: number | undefined }): ReactNode {
  useLive(`evaluation:${id}`)
  const evaluation = useQuery(evaluationById(id))
  if (evaluation.isPending) return <PageSkeleton />
  if (evaluation.data === undefined) {
    return (
      <FailedPage title="Evaluation" error={evaluation.error} onRetry={() => void evaluation.refetch()} />
    )
  }
  return (
    <main className="page">
      <EvaluationHead evaluation={evaluation.data} />
      <EvaluationVerdict evaluation={evaluation.data} />
      <EvaluationEvidence evaluation={evaluation.data} episode={episode} />
    </main>
  )
}

function EvaluationHead({ evaluation }: { evaluation: Evaluation }): ReactNode {
  const { state, environment, baseline, episodes, mode, seed } = evaluation
  const isOpen = state === 'queued' || state === 'running' || state === 'scored'
  return (
    <PageHead
      title={nameEvaluation(evaluation)}
      suffix={`against ${nameOpponent(baseline)}`}
      state={<Chip tone={workTones[state]}>{state}</Chip>}
      about={
        <>
          <span>{environment}</span>
          <span>{countOf(episodes, 'episode')} each</span>
          <span>{mode}</span>
          <span>suite seed {seed}</span>
          <span>
            asked for <Ago at={evaluation.createdAt} />
          </span>
        </>
      }
      actions={
        <>
          {isOpen && <CancelEvaluation evaluation={evaluation} />}
          {(state === 'cancelled' || state === 'failed') && <ResumeEvaluation evaluation={evaluation} />}
          {state === 'judged' && <MakeBaseline evaluation={evaluation} />}
        </>
      }
    />
  )
}
