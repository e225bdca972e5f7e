import { useQueryClient } from '@tanstack/react-query'
import type { Connection } from '@tars/realtime'
import { useContext, useEffect, useSyncExternalStore } from 'react'
import { client } from '../api/client.ts'
import { resetChannel } from './apply-event.ts'
import { fallbackPollMs, followChannel } from './follow.ts'
import { inbox } from './inbox.ts'
import { LiveContext } from './live-context.ts'
import { snapshotGate } from './snapshot-gate.ts'

const opening: Connection = { phase: 'connecting', attempt: 0, retryInMs: null, since: 0, reason: null }

/** Keeps what is on the page in step with a channel: by its events, or by reading again while there is no connection. */
export function useLive(channel: string): void {
  const queries = useQueryClient()
  const live = useContext(LiveContext)
  const { phase } = useConnection()
  const isLive = phase === 'live'
  // biome-ignore lint/correctness/useExhaustiveDependencies: only whoever begins to follow a channel waits for it
  useEffect(() => {
    if (phase === 'live' || phase === 'connecting') snapshotGate.close(channel)
    return () => void snapshotGate.open(channel)
  }, [channel])
  useEffect(() => {
    if (live === null) return
    const subscription = followChannel({ queries, client, live, inbox }, channel)
    return () => subscription.close()
  }, [queries, live, channel])
  useEffect(() => {
    if (isLive) return
    const timer = setInterval(() => void resetChannel(queries, channel), fallbackPollMs)
    return () => clearInterval(timer)
  }, [queries, isLive, channel])
}

/** Where the live connection stands. */
export function useConnection(): Connection {
  const live = useContext(LiveContext)
  return useSyncExternalStore(
    (onChange) => live?.onState(onChange) ?? (() => {}),
    () => live?.state ?? opening,
  )
}
