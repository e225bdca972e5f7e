import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Evaluation } from '@tars/contracts'
import type { ReactNode } from 'react'
import { client } from '../api/client.ts'
import { may, sessionQuery } from '../api/session-queries.ts'
import { verificationsOf } from '../api/verification-queries.ts'
import { Failure } from '../components/failure.tsx'
import { Panel } from '../components/panel.tsx'
import { VerificationHistory } from './verification-history.tsx'
import { VerificationResult } from './verification-result.tsx'

/** Plays a judged evaluation again and compares it with its receipt: the latest result, and those before it. */
export function VerificationPanel(given: {
  evaluation: Evaluation
  onChoose: (episode: number) => void
}): ReactNode {
  const { evaluation, onChoose } = given
  const session = useQuery(sessionQuery)
  const verifications = useQuery(verificationsOf(evaluation.id))
  const verify = useVerify(evaluation.id)
  const [latest, ...earlier] = verifications.data?.items ?? []
  const isOpen = latest?.state === 'queued' || latest?.state === 'running'
  return (
    <Panel
      title="Verification"
      aside={
        may(session.data, 'evaluate') && (
          <Button
            className="actions"
            size="compact-sm"
            variant="default"
            loading={verify.isPending}
            disabled={isOpen || verifications.isPending}
            onClick={() => verify.mutate()}
          >
            Verify
          </Button>
        )
      }
    >
      <div className="stack">
        {verify.isError && <Failure error={verify.error} />}
        {verifications.isError && (
          <Failure error={verifications.error} onRetry={() => void verifications.refetch()} />
        )}
        {latest === undefined ? (
          <p className="dim">
            {verifications.isPending
              ? 'Reading the verifications'
              : 'It has not been verified yet. Verifying plays every episode of both sides again and compares what comes out with the receipt.'}
          </p>
        ) : (
          <VerificationResult verification={latest} onChoose={onChoose} />
        )}
        {earlier.length > 0 && <VerificationHistory verifications={earlier} />}
      </div>
    </Panel>
  )
}

function useVerify(id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => client.call('evaluations.verify', { params: { id } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['verifications', id] }),
  })
}
