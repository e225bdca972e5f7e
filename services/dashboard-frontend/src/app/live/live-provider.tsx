import { createLiveClient, type LiveClient, liveUrl } from '@tars/realtime'
import { type ReactNode, useEffect, useState } from 'react'
import { client } from '../api/client.ts'
import { LiveContext } from './live-context.ts'

/** Keeps one live connection open for everything inside it. */
export function LiveProvider({ children }: { children: ReactNode }): ReactNode {
  const [live, setLive] = useState<LiveClient | null>(null)
  useEffect(() => {
    const opened = createLiveClient({
      url: liveUrl(location.origin),
      ticket: async () => (await client.call('live.ticket')).ticket,
      now: () => Date.now(),
    })
    setLive(opened)
    return () => opened.close()
  }, [])
  return <LiveContext value={live}>{children}</LiveContext>
}
