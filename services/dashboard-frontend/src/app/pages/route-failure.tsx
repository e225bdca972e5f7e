import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { FailedPage } from '../components/failed-page.tsx'

/** What stands where a page could not be shown, with another try. */
export function RouteFailure({ error, reset }: ErrorComponentProps): ReactNode {
  const router = useRouter()
  const retry = async () => {
    reset()
    await router.invalidate()
  }
  return <FailedPage title="This page cannot be shown" error={error} onRetry={() => void retry()} />
}
