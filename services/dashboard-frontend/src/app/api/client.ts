import { type Client, createClient } from '@tars/contracts'
import { channelOf } from '../live/channel-of.ts'
import { snapshotGate } from '../live/snapshot-gate.ts'

const direct = createClient({ fetch: (...given) => fetch(...given), url: '' })

/**
 * The typed caller of the platform that served this page; the session cookie says who calls. What a channel is about is
 * read once the channel is followed, so that it need not be read twice.
 */
export const client: Client = {
  call: async (operation, ...input) => {
    const channel = channelOf(operation, idIn(input[0]))
    if (channel !== undefined) await snapshotGate.wait(channel)
    return direct.call(operation, ...input)
  },
}

function idIn(input: unknown): string | undefined {
  const { params } = (input ?? {}) as { params?: { id?: unknown } }
  return typeof params?.id === 'string' ? params.id : undefined
}
