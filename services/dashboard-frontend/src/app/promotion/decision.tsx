import { Button, type ButtonProps, Checkbox, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { TarsError } from '@tars/contracts'
import { type ReactNode, useState } from 'react'
import { Confirm } from '../components/confirm.tsx'
import { useQuestion } from '../components/use-question.ts'
import { readAgain } from '../live/cached-list.ts'

/** The longest reason that the platform keeps. */
const reasonMax = 500

/** What a person decides, with the reason that is kept with it. */
export interface Decided {
  reason?: string
  force: boolean
}

/**
 * A button that decides about a baseline after asking, with a reason. Where the platform refuses for want of evidence and force
 * is possible, it is offered then, and needs a reason.
 */
export function Decision(given: {
  label: string
  look?: Pick<ButtonProps, 'variant' | 'size' | 'color'>
  title: string
  confirm: string
  dismiss: string
  danger?: boolean
  needsReason?: boolean
  canForce?: boolean
  /** What is told once it is done. */
  done: string
  decide: (decided: Decided) => Promise<unknown>
  children: ReactNode
}): ReactNode {
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const [force, setForce] = useState(false)
  const { opened, open, close, act } = useQuestion({
    act: given.decide,
    onOpen: () => {
      setReason('')
      setForce(false)
    },
    onDone: () => {
      notifications.show({ message: given.done })
      return Promise.all(['promotions', 'agents', 'policies'].map((thing) => readAgain(queries, [thing])))
    },
  })
  const isUnproven = act.error instanceof TarsError && act.error.code === 'PROMOTION_UNPROVEN'
  const text = reason.trim()
  const isReasonMissing = text === '' && (force || given.needsReason === true)
  return (
    <>
      <Button size="sm" {...given.look} onClick={open}>
        {given.label}
      </Button>
      <Confirm
        opened={opened}
        title={given.title}
        confirm={given.confirm}
        dismiss={given.dismiss}
        danger={given.danger || force}
        incomplete={isReasonMissing}
        busy={act.isPending}
        error={act.error}
        onConfirm={() => act.mutate({ force, ...(text === '' ? {} : { reason: text }) })}
        onClose={close}
      >
        {given.children}
        {given.canForce && (isUnproven || force) && (
          <Checkbox
            label="Do it without evidence"
            description="Nothing shows that it is no worse than the baseline. Who did this and why stays in the history of the agent."
            checked={force}
            onChange={({ currentTarget }) => setForce(currentTarget.checked)}
          />
        )}
        <TextInput
          label="Reason"
          description={
            force || given.needsReason
              ? 'Kept with the decision; needed here.'
              : 'Kept with the decision; may be left out.'
          }
          maxLength={reasonMax}
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
      </Confirm>
    </>
  )
}
