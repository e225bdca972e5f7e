import { Button, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Evaluation } from '@tars/contracts'
import { type ReactNode, useState } from 'react'
import { client } from '../api/client.ts'
import { policyById } from '../api/platform-queries.ts'
import { may, sessionQuery } from '../api/session-queries.ts'
import { Chip } from '../components/chip.tsx'
import { Confirm } from '../components/confirm.tsx'
import { nameEvaluation } from '../words/describe-work.ts'
import { verdictTones } from '../words/tone.ts'

/** Makes the evaluated policy its agent's baseline, after asking; says so where it is already. */
export function MakeBaseline({ evaluation }: { evaluation: Evaluation }): ReactNode {
  const [opened, setOpened] = useState(false)
  const session = useQuery(sessionQuery)
  const policy = useQuery(policyById(evaluation.policyId))
  if (policy.data === undefined) return null
  if (policy.data.isBaseline) return <Chip tone="good">This is the baseline</Chip>
  if (!may(session.data, 'promote')) return null
  return (
    <>
      <Button
        size="sm"
        variant={evaluation.verdict === 'improved' ? 'filled' : 'default'}
        onClick={() => setOpened(true)}
      >
        Make it the baseline
      </Button>
      <BaselineQuestion evaluation={evaluation} opened={opened} onClose={() => setOpened(false)} />
    </>
  )
}

function BaselineQuestion(given: {
  evaluation: Evaluation
  opened: boolean
  onClose: () => void
}): ReactNode {
  const { evaluation, opened, onClose } = given
  const { verdict, agent } = evaluation
  const [reason, setReason] = useState('')
  const queries = useQueryClient()
  const promote = useMutation({
    mutationFn: () => {
      const text = reason.trim()
      const body = text === '' ? {} : { reason: text }
      return client.call('policies.promote', { params: { id: evaluation.policyId }, body })
    },
    onSuccess: async () => {
      onClose()
      notifications.show({ message: `${nameEvaluation(evaluation)} is now the baseline of ${agent}.` })
      await queries.invalidateQueries({ queryKey: ['policies'] })
    },
  })
  return (
    <Confirm
      opened={opened}
      title={`Make ${nameEvaluation(evaluation)} the baseline?`}
      confirm="Yes, make it the baseline"
      dismiss="Not now"
      busy={promote.isPending}
      error={promote.error}
      onConfirm={() => promote.mutate()}
      onClose={onClose}
    >
      <p>
        From now on every policy of {agent} is measured against it. Another policy can take its place at any
        time.
      </p>
      {verdict !== null && verdict !== 'improved' && (
        <p>
          <Chip tone={verdictTones[verdict]}>This evaluation says: {verdict}.</Chip>
        </p>
      )}
      <TextInput
        label="Reason"
        description="Kept with the decision; may be left out."
        maxLength={500}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
    </Confirm>
  )
}
