import { createServer, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { type ClientFrame, clientFrameSchema, liveProtocol, type ServerFrame } from '@tars/contracts'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { createLiveClient, type LiveClient, liveUrl } from './live-client.ts'
import type { LiveSocketClass } from './session.ts'

/** A log of one channel that outlives the servers which serve it, and hands out single-use tickets. */
function createLog() {
  const events: ServerFrame[] = []
  const followers = new Set<(frame: ServerFrame) => void>()
  const tickets = new Set<string>()
  let issued = 0
  return {
    events,
    followers,
    tickets,
    issue: () => {
      const ticket = `ticket-${++issued}`
      tickets.add(ticket)
      return ticket
    },
    append: () => {
      const offset = events.length + 1
      const frame: ServerFrame = {
        type: 'event',
        channel: 'trainings',
        offset,
        kind: 'k',
        at: 'a',
        data: offset,
        traceparent: null,
      }
      events.push(frame)
      for (const follow of followers) follow(frame)
    },
  }
}

type Log = ReturnType<typeof createLog>

/** Serves the log over real sockets on loopback, as the protocol says. */
async function serve(log: Log, port = 0) {
  const http = createServer()
  const sockets = new Set<Socket>()
  http.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  const live = new WebSocketServer({ server: http, path: '/live', handleProtocols: () => liveProtocol })
  const greeted: string[] = []
  live.on('connection', (socket) => {
    const say = (frame: ServerFrame) => socket.send(JSON.stringify(frame))
    const follow = (frame: ServerFrame) => say(frame)
    socket.on('close', () => log.followers.delete(follow))
    socket.on('message', (data) => {
      const frame: ClientFrame = clientFrameSchema.parse(JSON.parse(String(data)))
      if (frame.type === 'auth') {
        if (!log.tickets.delete(frame.token)) return socket.close(4401)
        greeted.push(frame.token)
        say({ type: 'hello', session: 's', epoch: 'e1', heartbeatMs: 200, ticket: log.issue() })
      }
      if (frame.type === 'unsubscribe') log.followers.delete(follow)
      if (frame.type !== 'subscribe') return
      const offset = frame.since?.offset ?? log.events.length
      say({ type: 'subscribed', channel: frame.channel, epoch: 'e1', offset, recovered: true })
      for (const event of log.events.slice(offset)) say(event)
      log.followers.add(follow)
    })
  })
  await listen(http, port)
  return {
    port: (http.address() as AddressInfo).port,
    greeted,
    cut: () => {
      for (const socket of sockets) socket.resetAndDestroy()
    },
    kill: async () => {
      const closed = new Promise((resolve) => http.close(resolve))
      for (const socket of sockets) socket.resetAndDestroy()
      await closed
    },
  }
}

async function listen(http: Server, port: number): Promise<void> {
  await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve))
}

const clients: LiveClient[] = []
let log: Log
let server: Awaited<ReturnType<typeof serve>>
beforeEach(async () => {
  log = createLog()
  server = await serve(log)
})
afterEach(async () => {
  for (const client of clients.splice(0)) client.close()
  await server.kill()
})

function follow(given: LiveSocketClass) {
  const seen: unknown[] = []
  let fetched = 0
  const client = createLiveClient({
    url: `ws://127.0.0.1:${server.port}/live`,
    WebSocket: given,
    ticket: async () => {
      fetched += 1
      return log.issue()
    },
    // Short waits; the length of waits is the matter of the tests with a virtual clock.
    random: () => 0.002,
  })
  clients.push(client)
  client.subscribe('trainings', {
    onEvent: ({ data }) => void seen.push(data),
    onReset: ({ offset }) => void seen.push(`reset ${offset}`),
  })
  return { client, seen, fetched: () => fetched }
}

const upTo = (count: number) => ['reset 0', ...Array.from({ length: count }, (_, n) => n + 1)]

it.each([
  ['ws', WebSocket as LiveSocketClass],
  ['the platform', globalThis.WebSocket as LiveSocketClass],
])(
  'loses and doubles nothing over a server killed and brought back, with the sockets of %s',
  async (_, given) => {
    const { client, seen, fetched } = follow(given)
    await vi.waitFor(() => expect(seen).toEqual(['reset 0']))
    for (let n = 0; n < 50; n += 1) log.append()
    await vi.waitFor(() => expect(seen).toEqual(upTo(50)))
    const { port } = server
    await server.kill()
    await vi.waitFor(() => expect(client.state.phase).not.toBe('live'))
    for (let n = 0; n < 50; n += 1) log.append()
    server = await serve(log, port)
    await vi.waitFor(() => expect(client.state.phase).toBe('live'), 5_000)
    for (let n = 0; n < 50; n += 1) log.append()
    await vi.waitFor(() => expect(seen).toEqual(upTo(150)))
    expect(fetched()).toBeGreaterThanOrEqual(1)
  },
)

it('loses and doubles nothing while its connection is cut twenty times under a stream of events', async () => {
  const { client, seen, fetched } = follow(WebSocket as LiveSocketClass)
  await vi.waitFor(() => expect(client.state.phase).toBe('live'))
  await vi.waitFor(() => expect(seen).toEqual(['reset 0']))
  const stream = setInterval(() => log.append(), 1)
  for (let n = 0; n < 20; n += 1) {
    const before = server.greeted.length
    server.cut()
    await vi.waitFor(() => expect(server.greeted.length).toBeGreaterThan(before), {
      timeout: 10_000,
      interval: 5,
    })
  }
  clearInterval(stream)
  await vi.waitFor(() => expect(seen.at(-1)).toBe(log.events.length))
  expect(seen).toEqual(upTo(log.events.length))
  // Every reconnection of a connection that was greeted used the ticket of the one before.
  expect(fetched()).toBe(1)
})

it('leaves a server that falls silent without closing', async () => {
  const { client, seen } = follow(WebSocket as LiveSocketClass)
  await vi.waitFor(() => expect(seen).toEqual(['reset 0']))
  // This server never beats: the client must notice after 1.9 beats of 200 ms, and come back.
  await vi.waitFor(() => expect(server.greeted.length).toBeGreaterThan(1), 5_000)
  log.append()
  await vi.waitFor(() => expect(seen).toEqual(['reset 0', 1]), 5_000)
  expect(client.state.phase).not.toBe('closed')
})

it('knows where the live endpoint of a platform is', () => {
  expect(liveUrl('http://127.0.0.1:3000')).toBe('ws://127.0.0.1:3000/live')
  expect(liveUrl('https://tars.example/')).toBe('wss://tars.example/live')
})
