import { Radio, Stack } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type Agent, type Approval, approvalSchema } from '@tars/contracts'
import type { ReactNode } from 'react'
import { client } from '../api/client.ts'
import { may, sessionQuery } from '../api/session-queries.ts'
import { Failure } from '../components/failure.tsx'
import { Panel } from '../components/panel.tsx'
import { WhyNot } from '../components/why-not.tsx'
import { approvalMeanings } from '../words/describe-promotion.ts'

/** Who approves the promotions of an agent, what that means, and the choice for those who may. */
export function ApprovalSetting({ agent }: { agent: Agent }): ReactNode {
  const session = useQuery(sessionQuery)
  const queries = useQueryClient()
  const mayChoose = may(session.data, 'promote')
  const configure = useMutation({
    mutationFn: (approval: Approval) =>
      client.call('agents.configure', { params: { name: agent.name }, body: { approval } }),
    onSuccess: async (configured) => {
      queries.setQueryData(['agents', 'one', agent.name], configured)
      notifications.show({ message: `Promotions of ${agent.name} are approved: ${configured.approval}.` })
      await queries.invalidateQueries({ queryKey: ['agents', 'list'] })
    },
  })
  return (
    <Panel title="Approval" aside={!mayChoose && <WhyNot act="promote" />}>
      <Radio.Group
        aria-label="Approval"
        value={agent.approval}
        onChange={(approval) => configure.mutate(approvalSchema.parse(approval))}
      >
        <Stack gap="xs">
          {approvalSchema.options.map((approval) => (
            <Radio
              key={approval}
              value={approval}
              size="sm"
              label={approval === 'person' ? 'By a person' : 'Automatic'}
              description={approvalMeanings[approval]}
              disabled={configure.isPending || !mayChoose}
            />
          ))}
        </Stack>
      </Radio.Group>
      {configure.isError && <Failure error={configure.error} />}
    </Panel>
  )
}
