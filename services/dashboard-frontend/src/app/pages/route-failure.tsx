import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Failure } from '../components/failure.tsx'

/** What stands where a page could not be shown, with another try. */
export function RouteFailure({ error, reset }: ErrorComponentProps): ReactNode {
  const router = useRouter()
  const retry = async () => {
    reset()
    await router.invalidate()
  }
  return (
    <main className="page">
      <Failure error={error} onRetry={() => void retry()} />
    </main>
  )
}
