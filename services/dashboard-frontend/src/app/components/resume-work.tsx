import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Evaluation, Permission, Training } from '@tars/contracts'
import type { ReactNode } from 'react'
import { client } from '../api/client.ts'
import { may, sessionQuery } from '../api/session-queries.ts'
import { notifyFailure } from './notify-failure.tsx'

/** Goes on with a training that was cancelled or has failed; nothing for those who may not. */
export function ResumeTraining({ training }: { training: Training }): ReactNode {
  const { id } = training
  return (
    <Resume
      permission="train"
      label="Resume training"
      queryKey={['trainings', 'one', id]}
      resume={() => client.call('trainings.resume', { params: { id } })}
    />
  )
}

/** Goes on with an evaluation that was cancelled or has failed; nothing for those who may not. */
export function ResumeEvaluation({ evaluation }: { evaluation: Evaluation }): ReactNode {
  const { id } = evaluation
  return (
    <Resume
      permission="evaluate"
      label="Resume evaluation"
      queryKey={['evaluations', 'one', id]}
      resume={() => client.call('evaluations.resume', { params: { id } })}
    />
  )
}

function Resume(given: {
  permission: Permission
  label: string
  queryKey: readonly string[]
  resume: () => Promise<Training | Evaluation>
}): ReactNode {
  const session = useQuery(sessionQuery)
  const queries = useQueryClient()
  const resume = useMutation({
    mutationFn: given.resume,
    onSuccess: (resumed) => queries.setQueryData([...given.queryKey], resumed),
    onError: notifyFailure,
  })
  if (!may(session.data, given.permission)) return null
  return (
    <Button size="sm" loading={resume.isPending} onClick={() => resume.mutate()}>
      {given.label}
    </Button>
  )
}
