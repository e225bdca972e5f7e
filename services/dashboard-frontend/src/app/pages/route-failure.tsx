import { useQueryClient } from '@tanstack/react-query'
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { type ReactNode, useCallback, useEffect } from 'react'
import { isWorthRetrying } from '../api/query-client.ts'
import { sessionQuery } from '../api/session-queries.ts'
import { FailedPage } from '../components/failed-page.tsx'
import { answersAside, tryAgainMs } from '../live/try-again.ts'

/** What stands where a page could not be shown, with another try: by whoever looks, or by itself as soon as it can help. */
export function RouteFailure({ error, reset }: ErrorComponentProps): ReactNode {
  const router = useRouter()
  const queries = useQueryClient()
  const retry = useCallback(async () => {
    reset()
    await router.invalidate()
  }, [reset, router])
  useEffect(() => {
    if (!isWorthRetrying(0, error)) return
    // All that routes read before their page is who is signed in.
    const timer = setInterval(async () => {
      if (await answersAside(queries, sessionQuery)) await retry()
    }, tryAgainMs)
    return () => clearInterval(timer)
  }, [error, queries, retry])
  return <FailedPage title="This page cannot be shown" error={error} onRetry={() => void retry()} />
}
