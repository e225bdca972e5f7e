import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Evaluation, Verification } from '@tars/contracts'
import type { ReactNode } from 'react'
import { client } from '../api/client.ts'
import { may, sessionQuery } from '../api/session-queries.ts'
import { verificationsOf } from '../api/verification-queries.ts'
import { Failure } from '../components/failure.tsx'
import { Panel } from '../components/panel.tsx'
import { Read } from '../components/read.tsx'
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
  const latest = verifications.data?.items[0]
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
            disabled={isOpen || verifications.data === undefined}
            onClick={() => verify.mutate()}
          >
            Verify
          </Button>
        )
      }
    >
      <div className="stack">
        {verify.isError && <Failure error={verify.error} />}
        <Read query={verifications} skeleton={<p className="dim">Reading the verifications</p>}>
          {({ items }) => <Verifications items={items} onChoose={onChoose} />}
        </Read>
      </div>
    </Panel>
  )
}

function Verifications(given: {
  items: readonly Verification[]
  onChoose: (episode: number) => void
}): ReactNode {
  const [latest, ...earlier] = given.items
  if (latest === undefined) {
    return (
      <p className="dim">
        It has not been verified yet. Verifying plays every episode of both sides again and compares what
        comes out with the receipt.
      </p>
    )
  }
  return (
    <>
      <VerificationResult verification={latest} onChoose={given.onChoose} />
      {earlier.length > 0 && <VerificationHistory verifications={earlier} />}
    </>
  )
}

function useVerify(id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => client.call('evaluations.verify', { params: { id } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['verifications', id] }),
  })
}
