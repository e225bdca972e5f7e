import { livePath, liveProtocol, type ServerFrame } from '@tars/contracts'
import { WebSocket } from 'ws'
import type { RunningApi } from './running-api.ts'

type FrameOf<Type extends ServerFrame['type']> = Extract<ServerFrame, { type: Type }>

/** A socket to the live endpoint that keeps every frame it gets. */
export interface LiveClient {
  socket: WebSocket
  frames: ServerFrame[]
  /** Resolves with the close code and the reason. */
  closed: Promise<{ code: number; reason: string }>
  send(frame: unknown): void
  /** The first `count` frames of a type, once they are there. */
  take<Type extends ServerFrame['type']>(type: Type, count?: number): Promise<FrameOf<Type>[]>
  end(): Promise<void>
}

/** Opens a socket; it says nothing yet. Rejects with the status when the upgrade is refused. */
export async function openLive(
  api: RunningApi,
  { path = livePath, protocols = [liveProtocol], headers = {} } = {},
) {
  const socket = new WebSocket(`${api.url.replace('http', 'ws')}${path}`, protocols, { headers })
  const frames: ServerFrame[] = []
  let onFrame = () => {}
  socket.on('message', (data) => {
    frames.push(JSON.parse(String(data)))
    onFrame()
  })
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on('close', (code, reason) => resolve({ code, reason: String(reason) }))
  })
  await new Promise<void>((resolve, reject) => {
    socket.on('open', resolve)
    socket.on('unexpected-response', (_request, response) =>
      reject(new Error(`refused with ${response.statusCode}`)),
    )
    socket.on('error', reject)
  })
  const client: LiveClient = {
    socket,
    frames,
    closed,
    send: (frame) => socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame)),
    async take(type, count = 1) {
      const found = () => frames.filter((frame): frame is FrameOf<typeof type> => frame.type === type)
      while (found().length < count) {
        await new Promise<void>((resolve) => {
          onFrame = resolve
        })
      }
      return found().slice(0, count)
    },
    async end() {
      socket.terminate()
      await closed
    },
  }
  return client
}

/** Opens a socket and shows a ticket: one that was given, or a fresh one of an API key. */
export async function openAuthenticated(api: RunningApi, ticket?: string): Promise<LiveClient> {
  const client = await openLive(api)
  client.send({ type: 'auth', token: ticket ?? (await api.call('live.ticket', 'viewer')).json.ticket })
  await client.take('hello')
  return client
}
