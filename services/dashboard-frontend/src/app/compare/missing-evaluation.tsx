import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Evaluation } from '@tars/contracts'
import type { ReactNode } from 'react'
import { client } from '../api/client.ts'
import { evaluationById, evaluationsOf } from '../api/evaluation-queries.ts'
import { may, sessionQuery } from '../api/session-queries.ts'
import { Chip } from '../components/chip.tsx'
import { Failure } from '../components/failure.tsx'
import { useNow } from '../components/use-now.ts'
import { describeEvaluationProgress } from '../words/describe-work.ts'
import { workTones } from '../words/tone.ts'
import type { Suite } from './comparison-search.ts'
import type { NamedPolicy } from './named-policy.ts'
import { findUnderWay } from './under-way.ts'

/** A policy that has not been evaluated on the suite: the way to it, or how far its evaluation is. */
export function MissingEvaluation({ policy, suite }: { policy: NamedPolicy; suite: Suite }): ReactNode {
  const queries = useQueryClient()
  const session = useQuery(sessionQuery)
  const latest = useQuery(evaluationsOf({ policy: policy.policyId }))
  const evaluate = useMutation({
    mutationFn: () => client.call('evaluations.create', { body: { policy: policy.policyId, ...suite } }),
    onSuccess: (evaluation) => {
      queries.setQueryData(['evaluations', 'one', evaluation.id], evaluation)
      return queries.invalidateQueries({ queryKey: ['evaluations', 'of'] })
    },
  })
  const underWay = findUnderWay(latest.data?.items ?? [], suite)
  return (
    <li>
      <div className="line">
        <span>
          <strong>
            {policy.mark.letter} {policy.name}
          </strong>{' '}
          <span className="dim">has not been evaluated on this suite.</span>
        </span>
        {underWay === undefined && may(session.data, 'evaluate') && (
          <Button
            size="compact-xs"
            variant="default"
            loading={evaluate.isPending || latest.isPending}
            aria-label={`Evaluate ${policy.name} on this suite`}
            onClick={() => evaluate.mutate()}
          >
            Evaluate on this suite
          </Button>
        )}
      </div>
      {underWay !== undefined && <UnderWay id={underWay.id} />}
      {evaluate.isError && <Failure error={evaluate.error} />}
    </li>
  )
}

function UnderWay({ id }: { id: string }): ReactNode {
  const { data } = useQuery(evaluationById(id))
  return data === undefined ? null : <Progress evaluation={data} />
}

function Progress({ evaluation }: { evaluation: Evaluation }): ReactNode {
  const words = useNow((nowMs) => describeEvaluationProgress(evaluation, nowMs))
  return (
    <p className="dim">
      <Chip tone={workTones[evaluation.state]}>{evaluation.state}</Chip> {words}.{' '}
      <Link to="/evaluations/$id" params={{ id: evaluation.id }} className="link">
        See its evaluation
      </Link>
    </p>
  )
}
