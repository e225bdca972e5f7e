import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Evaluation } from '@tars/contracts'
import { type ReactNode, useState } from 'react'
import { client } from '../api/client.ts'
import { may, sessionQuery } from '../api/session-queries.ts'
import { Confirm } from '../components/confirm.tsx'

/** Cancels an evaluation after asking; nothing for those who may not. */
export function CancelEvaluation({ evaluation }: { evaluation: Evaluation }): ReactNode {
  const [opened, setOpened] = useState(false)
  const session = useQuery(sessionQuery)
  const queries = useQueryClient()
  const cancel = useMutation({
    mutationFn: () => client.call('evaluations.cancel', { params: { id: evaluation.id } }),
    onSuccess: (cancelled) => {
      queries.setQueryData(['evaluations', 'one', evaluation.id], cancelled)
      setOpened(false)
    },
  })
  if (!may(session.data, 'evaluate')) return null
  return (
    <>
      <Button size="sm" variant="default" onClick={() => setOpened(true)}>
        Cancel evaluation
      </Button>
      <Confirm
        opened={opened}
        title="Cancel this evaluation?"
        confirm="Yes, cancel it"
        dismiss="Let it run"
        danger
        busy={cancel.isPending}
        error={cancel.error}
        onConfirm={() => cancel.mutate()}
        onClose={() => setOpened(false)}
      >
        <p>No further episodes are played. What was played is kept, and it can be resumed later.</p>
      </Confirm>
    </>
  )
}
