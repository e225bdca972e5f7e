import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Policy } from '@tars/contracts'
import type { ReactNode } from 'react'
import { client } from '../api/client.ts'
import { notifyFailure } from '../components/notify-failure.tsx'
import { evaluateEpisodes } from '../training/training-form.ts'

/** Evaluates a policy against its baseline and leads to the evaluation. */
export function EvaluatePolicy({ policy }: { policy: Policy }): ReactNode {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const evaluate = useMutation({
    mutationFn: () =>
      client.call('evaluations.create', { body: { policy: policy.id, episodes: evaluateEpisodes } }),
    onSuccess: async (evaluation) => {
      queries.setQueryData(['evaluations', 'one', evaluation.id], evaluation)
      await navigate({ to: '/evaluations/$id', params: { id: evaluation.id } })
    },
    onError: notifyFailure,
  })
  return (
    <Button size="sm" variant="default" loading={evaluate.isPending} onClick={() => evaluate.mutate()}>
      Evaluate
    </Button>
  )
}
