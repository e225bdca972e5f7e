import { createLiveClient, liveUrl } from '@tars/realtime'
import type { PlatformView } from '../harness/platform-view.ts'

/** Somebody who watches a platform for the whole of a test, whatever happens to it. */
export interface Follower {
  /** The channels with the offsets of the events seen, in the order in which they came. */
  readonly channels: readonly { readonly name: string; readonly offsets: number[] }[]
  /** How often a channel told that events may have been missed; once each is its beginning. */
  readonly resets: number
  /** Resolves when every channel has begun. */
  readonly begun: Promise<void>
  close(): void
}

const channelNames = ['trainings', 'evaluations', 'insights']

/** Follows the lists of trainings, evaluations and insights over one live connection that mends itself. */
export function followEvents({ url, client }: PlatformView): Follower {
  const live = createLiveClient({
    url: liveUrl(url),
    ticket: async () => (await client.call('live.ticket')).ticket,
  })
  const begun = Promise.withResolvers<void>()
  let resets = 0
  const channels = channelNames.map((name) => {
    const offsets: number[] = []
    live.subscribe(name, {
      onEvent: ({ offset }) => void offsets.push(offset),
      onReset: () => {
        resets += 1
        if (resets === channelNames.length) begun.resolve()
      },
    })
    return { name, offsets }
  })
  return {
    channels,
    begun: begun.promise,
    get resets() {
      return resets
    },
    close: live.close,
  }
}
