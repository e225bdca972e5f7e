import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Evaluation, Permission, Training } from '@tars/contracts'
import type { ReactNode } from 'react'
import { client } from '../api/client.ts'
import { may, sessionQuery } from '../api/session-queries.ts'
import { Confirm } from './confirm.tsx'
import { useQuestion } from './use-question.ts'

/** Cancels a training after asking; nothing for those who may not. */
export function CancelTraining({ training }: { training: Training }): ReactNode {
  const { id, agent } = training
  return (
    <Cancel
      permission="train"
      thing="training"
      dismiss="Let it train"
      queryKey={['trainings', 'one', id]}
      cancel={() => client.call('trainings.cancel', { params: { id } })}
    >
      {agent} stops where it is and gives no policy. Its learning curve stays, and it can be resumed later
      from its latest checkpoint.
    </Cancel>
  )
}

/** Cancels an evaluation after asking; nothing for those who may not. */
export function CancelEvaluation({ evaluation }: { evaluation: Evaluation }): ReactNode {
  const { id } = evaluation
  return (
    <Cancel
      permission="evaluate"
      thing="evaluation"
      dismiss="Let it run"
      queryKey={['evaluations', 'one', id]}
      cancel={() => client.call('evaluations.cancel', { params: { id } })}
    >
      No further episodes are played. What was played is kept, and it can be resumed later.
    </Cancel>
  )
}

function Cancel(given: {
  permission: Permission
  thing: string
  dismiss: string
  queryKey: readonly string[]
  cancel: () => Promise<Training | Evaluation>
  children: ReactNode
}): ReactNode {
  const { thing } = given
  const session = useQuery(sessionQuery)
  const queries = useQueryClient()
  const { opened, open, close, act } = useQuestion<void, Training | Evaluation>({
    act: given.cancel,
    onDone: (cancelled) => queries.setQueryData([...given.queryKey], cancelled),
  })
  if (!may(session.data, given.permission)) return null
  return (
    <>
      <Button size="sm" variant="default" onClick={open}>
        Cancel {thing}
      </Button>
      <Confirm
        opened={opened}
        title={`Cancel this ${thing}?`}
        confirm="Yes, cancel it"
        dismiss={given.dismiss}
        danger
        busy={act.isPending}
        error={act.error}
        onConfirm={() => act.mutate()}
        onClose={close}
      >
        <p>{given.children}</p>
      </Confirm>
    </>
  )
}
