import type { LiveSocket } from '@tars/realtime'

type Listener = (event: { data?: unknown; code?: number }) => void

/** A socket whose other end is played by the test. */
export class ScriptedSocket implements LiveSocket {
  static all: ScriptedSocket[] = []
  static get last(): ScriptedSocket {
    return ScriptedSocket.all.at(-1) as ScriptedSocket
  }
  sent: Record<string, unknown>[] = []
  closed = false
  private listeners: Record<string, Listener[]> = {}
  constructor() {
    ScriptedSocket.all.push(this)
  }
  addEventListener(type: string, listener: Listener | ((event: never) => void)): void {
    this.listeners[type] = [...(this.listeners[type] ?? []), listener as Listener]
  }
  send(data: string): void {
    this.sent.push(JSON.parse(data))
  }
  close(): void {
    this.closed = true
  }
  emit(type: string, event: { data?: unknown; code?: number } = {}): void {
    for (const listener of this.listeners[type] ?? []) listener(event)
  }
  say(frame: object): void {
    this.emit('message', { data: JSON.stringify(frame) })
  }
  greet(ticket = 'resume'): void {
    this.emit('open')
    this.say({ type: 'hello', session: 's', epoch: 'e1', heartbeatMs: 5_000, ticket })
  }
  beat(): void {
    this.say({ type: 'heartbeat', at: '2026-01-31T12:00:00.000Z', ticket: 'beaten' })
  }
  answer(offset: number, given: object = {}): void {
    this.say({ type: 'subscribed', channel: 'trainings', epoch: 'e1', offset, recovered: true, ...given })
  }
  tell(...offsets: number[]): void {
    for (const offset of offsets) {
      this.say({
        type: 'event',
        channel: 'trainings',
        offset,
        kind: 'k',
        at: 'a',
        data: offset,
        traceparent: null,
      })
    }
  }
}
