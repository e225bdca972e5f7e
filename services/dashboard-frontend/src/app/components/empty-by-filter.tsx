import { Button } from '@mantine/core'
import type { ReactNode } from 'react'

/** What stands where a filter lets nothing through: that it does, and the way to clear it. */
export function EmptyByFilter({ noun, onClear }: { noun: string; onClear: () => void }): ReactNode {
  return (
    <div className="empty">
      <p>No {noun} passes this filter.</p>
      <Button size="xs" variant="default" onClick={onClear}>
        Clear the filter
      </Button>
    </div>
  )
}
