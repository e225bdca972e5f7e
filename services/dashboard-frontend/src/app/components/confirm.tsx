import { Button, Group, Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { Failure } from './failure.tsx'

/** A question before something that cannot be undone. */
export function Confirm(given: {
  opened: boolean
  title: string
  children: ReactNode
  confirm: string
  dismiss: string
  danger?: boolean
  /** Something is still missing before it can be confirmed. */
  incomplete?: boolean
  busy: boolean
  error: unknown
  onConfirm: () => void
  onClose: () => void
}): ReactNode {
  return (
    <Modal opened={given.opened} onClose={given.onClose} title={given.title} centered>
      <div className="stack">
        {given.children}
        {given.error != null && <Failure error={given.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={given.onClose}>
            {given.dismiss}
          </Button>
          <Button
            color={given.danger ? 'red' : undefined}
            loading={given.busy}
            disabled={given.incomplete ?? false}
            onClick={given.onConfirm}
          >
            {given.confirm}
          </Button>
        </Group>
      </div>
    </Modal>
  )
}
