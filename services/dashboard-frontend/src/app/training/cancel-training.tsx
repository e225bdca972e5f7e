import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Training } from '@tars/contracts'
import { type ReactNode, useState } from 'react'
import { client } from '../api/client.ts'
import { may, sessionQuery } from '../api/session-queries.ts'
import { Confirm } from '../components/confirm.tsx'

/** Cancels a training after asking; nothing for those who may not. */
export function CancelTraining({ training }: { training: Training }): ReactNode {
  const [opened, setOpened] = useState(false)
  const session = useQuery(sessionQuery)
  const queries = useQueryClient()
  const cancel = useMutation({
    mutationFn: () => client.call('trainings.cancel', { params: { id: training.id } }),
    onSuccess: (cancelled) => {
      queries.setQueryData(['trainings', 'one', training.id], cancelled)
      setOpened(false)
    },
  })
  if (!may(session.data, 'train')) return null
  return (
    <>
      <Button size="sm" variant="default" onClick={() => setOpened(true)}>
        Cancel training
      </Button>
      <Confirm
        opened={opened}
        title="Cancel this training?"
        confirm="Yes, cancel it"
        dismiss="Let it train"
        danger
        busy={cancel.isPending}
        error={cancel.error}
        onConfirm={() => cancel.mutate()}
        onClose={() => setOpened(false)}
      >
        <p>
          {training.agent} stops where it is and gives no policy. Its learning curve stays, and it can be
          resumed later from its latest checkpoint.
        </p>
      </Confirm>
    </>
  )
}
