import { createLiveClient, type LiveClient, type LiveUses } from '@tars/realtime'
import { afterEach, beforeEach, expect, vi } from 'vitest'
import { ScriptedSocket } from './scripted-socket.ts'

/**
 * Gives the tests of a `describe` clients on scripted sockets and a clock that stands still. A client waits half of
 * what it may, and fetches the tickets `http-1`, `http-2` … After each test they are closed, and no timer may be left.
 */
export function useScriptedClients(): (given?: Partial<LiveUses>) => Promise<LiveClient> {
  let clients: LiveClient[] = []
  beforeEach(() => {
    vi.useFakeTimers()
    ScriptedSocket.all = []
    clients = []
  })
  afterEach(() => {
    for (const client of clients) client.close()
    expect(vi.getTimerCount()).toBe(0)
    vi.useRealTimers()
  })
  return async (given = {}) => {
    const client = createScriptedClient(given)
    clients.push(client)
    await vi.advanceTimersByTimeAsync(0)
    return client
  }
}

function createScriptedClient(given: Partial<LiveUses>): LiveClient {
  let tickets = 0
  return createLiveClient({
    url: 'ws://tars/live',
    ticket: async () => `http-${++tickets}`,
    WebSocket: ScriptedSocket,
    random: () => 0.5,
    ...given,
  })
}
