import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { describeError } from '../words/describe-error.ts'
import { TraceLine } from './trace-line.tsx'

/** An error on the page: what, what to do, the trace to follow, and another try where trying can help. */
export function Failure({ error, onRetry }: { error: unknown; onRetry?: () => void }): ReactNode {
  const { what, advice, traceId, retryable } = describeError(error)
  return (
    <div className="note tone-bad" role="alert">
      <p>
        <span className="chip">
          <span className="mark" aria-hidden="true">
            ▲
          </span>
          {what}
        </span>
      </p>
      <p className="dim">{advice}</p>
      <TraceLine id={traceId} />
      {onRetry !== undefined && retryable && (
        <Button size="xs" variant="default" mt="xs" onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  )
}
