import { notifications } from '@mantine/notifications'
import { describeError } from '../words/describe-error.ts'
import { TraceLine } from './trace-line.tsx'

/** Tells of an error that has no place on the page: what, what to do, and the trace; it stays until it is closed. */
export function notifyFailure(error: unknown): void {
  const { what, advice, traceId } = describeError(error)
  notifications.show({
    title: what,
    message: (
      <>
        <p>{advice}</p>
        <TraceLine id={traceId} />
      </>
    ),
    color: 'red',
    autoClose: false,
    closeButtonProps: { 'aria-label': 'Close' },
  })
}
