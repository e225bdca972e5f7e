import type { ReactNode } from 'react'
import { Failure } from './failure.tsx'
import { PageHead } from './page-head.tsx'

/** A page that has nothing to show but why. */
export function FailedPage(given: { title: string; error: unknown; onRetry?: () => void }): ReactNode {
  const { title, error, onRetry } = given
  return (
    <main className="page">
      <PageHead title={title} />
      <Failure error={error} {...(onRetry === undefined ? {} : { onRetry })} />
    </main>
  )
}
