import { TarsError } from '@tars/contracts'
import { describe, expect, it, vi } from 'vitest'
import { useScriptedClients } from '../../../tests/harness/scripted-clients.ts'
import { ScriptedSocket } from '../../../tests/harness/scripted-socket.ts'

describe('loop', () => {
  const connect = useScriptedClients()

  it('signs in with a ticket in the first frame and is live once it is greeted', async () => {
    const client = await connect()
    expect(client.state).toMatchObject({ phase: 'connecting', attempt: 0 })
    expect(ScriptedSocket.last.sent).toEqual([])
    ScriptedSocket.last.greet()
    expect(ScriptedSocket.last.sent).toEqual([{ type: 'auth', token: 'http-1' }])
    expect(client.state).toMatchObject({ phase: 'live', attempt: 0, retryInMs: null })
  })

  it('tells every change of its state until nobody listens', async () => {
    const client = await connect()
    const phases: string[] = []
    const stop = client.onState(({ phase }) => void phases.push(phase))
    ScriptedSocket.last.greet()
    ScriptedSocket.last.emit('close', { code: 1006 })
    await vi.advanceTimersByTimeAsync(250)
    stop()
    client.close()
    expect(phases).toEqual(['live', 'waiting', 'connecting'])
  })

  it('waits longer with every failure, in one loop, and forgets them after 5 s live', async () => {
    const client = await connect()
    const waits: (number | null)[] = []
    for (let n = 0; n < 8; n += 1) {
      ScriptedSocket.last.emit('close', { code: 1006 })
      ScriptedSocket.last.emit('close', { code: 1006 })
      waits.push(client.state.retryInMs)
      await vi.advanceTimersByTimeAsync(client.state.retryInMs ?? 0)
    }
    expect(waits).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000])
    expect(ScriptedSocket.all).toHaveLength(9)
    ScriptedSocket.last.greet()
    await vi.advanceTimersByTimeAsync(4_999)
    expect(client.state.attempt).toBe(8)
    await vi.advanceTimersByTimeAsync(1)
    expect(client.state.attempt).toBe(0)
  })

  it('comes back with the freshest ticket of the server, once, and by HTTP when that is stale or refused', async () => {
    const client = await connect()
    ScriptedSocket.last.greet('hello-ticket')
    ScriptedSocket.last.beat()
    ScriptedSocket.last.emit('close', { code: 1006 })
    await vi.advanceTimersByTimeAsync(250)
    ScriptedSocket.last.emit('open')
    expect(ScriptedSocket.last.sent).toEqual([{ type: 'auth', token: 'beaten' }])
    ScriptedSocket.last.emit('close', { code: 4401 })
    await vi.advanceTimersByTimeAsync(client.state.retryInMs ?? 0)
    ScriptedSocket.last.emit('open')
    expect(ScriptedSocket.last.sent).toEqual([{ type: 'auth', token: 'http-2' }])
  })

  it('keeps a ticket that it could not send for the next try, while it is fresh', async () => {
    const client = await connect()
    ScriptedSocket.last.greet('hello-ticket')
    for (let n = 0; n < 4; n += 1) {
      ScriptedSocket.last.emit('close', { code: 1006 })
      await vi.advanceTimersByTimeAsync(client.state.retryInMs ?? 0)
    }
    ScriptedSocket.last.emit('open')
    expect(ScriptedSocket.last.sent).toEqual([{ type: 'auth', token: 'hello-ticket' }])
    for (let n = 0; n < 8; n += 1) {
      ScriptedSocket.last.emit('close', { code: 1006 })
      await vi.advanceTimersByTimeAsync(client.state.retryInMs ?? 0)
    }
    ScriptedSocket.last.emit('open')
    expect(ScriptedSocket.last.sent).toEqual([{ type: 'auth', token: 'http-4' }])
  })

  it('never comes back after its login was revoked', async () => {
    for (const revoke of [
      () => ScriptedSocket.last.emit('close', { code: 4403 }),
      () => ScriptedSocket.last.say({ type: 'bye', code: 4403, retryAfterMs: 0 }),
    ]) {
      const client = await connect()
      ScriptedSocket.last.greet()
      const sockets = ScriptedSocket.all.length
      revoke()
      await vi.advanceTimersByTimeAsync(120_000)
      expect(client.state).toMatchObject({ phase: 'closed', reason: 'revoked' })
      expect(ScriptedSocket.all).toHaveLength(sockets)
    }
  })

  it('stops when the API refuses a ticket, and goes on when it only cannot give one now', async () => {
    const refused = await connect({
      ticket: () => Promise.reject(new TarsError('UNAUTHENTICATED', 'Signed out.')),
    })
    expect(refused.state).toMatchObject({ phase: 'closed', reason: 'unauthenticated' })
    const unlucky = await connect({ ticket: () => Promise.reject(new TarsError('OVERLOADED', 'Busy.')) })
    expect(unlucky.state).toMatchObject({ phase: 'waiting', attempt: 1 })
  })

  it('waits as long as a server that says good-bye asks, up to 20 s', async () => {
    const client = await connect()
    ScriptedSocket.last.greet()
    ScriptedSocket.last.say({ type: 'bye', code: 1001, retryAfterMs: 3_000 })
    expect(client.state).toMatchObject({ phase: 'waiting', retryInMs: 3_000 })
    expect(ScriptedSocket.last.closed).toBe(true)
    await vi.advanceTimersByTimeAsync(3_000)
    ScriptedSocket.last.greet()
    ScriptedSocket.last.say({ type: 'bye', code: 1001, retryAfterMs: 1e9 })
    expect(client.state.retryInMs).toBe(20_000)
  })

  it('tries at once when it is woken, but not more than once a second', async () => {
    let wake = () => {}
    const client = await connect({
      wake: (onWake) => {
        wake = onWake
        return () => {
          wake = () => {}
        }
      },
    })
    for (let n = 0; n < 6; n += 1) {
      ScriptedSocket.last.emit('close', { code: 1006 })
      await vi.advanceTimersByTimeAsync(client.state.retryInMs ?? 0)
    }
    ScriptedSocket.last.emit('close', { code: 1006 })
    expect(client.state).toMatchObject({ phase: 'waiting', retryInMs: 10_000 })
    wake()
    expect(client.state.phase).toBe('waiting')
    await vi.advanceTimersByTimeAsync(1_000)
    wake()
    wake()
    await vi.advanceTimersByTimeAsync(0)
    expect(client.state.phase).toBe('connecting')
    expect(ScriptedSocket.all).toHaveLength(8)
    client.close()
    wake()
    expect(client.state.phase).toBe('closed')
  })

  it('survives a socket that cannot even be made', async () => {
    class Refusing extends ScriptedSocket {
      constructor() {
        super()
        throw new Error('blocked')
      }
    }
    const client = await connect({ WebSocket: Refusing })
    expect(client.state.phase).toBe('waiting')
  })

  it('ends once it is closed, also while it connects', async () => {
    const { promise, resolve } = Promise.withResolvers<string>()
    const client = await connect({ ticket: () => promise })
    client.close()
    client.close()
    resolve('late')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(client.state).toMatchObject({ phase: 'closed', reason: 'asked' })
    expect(ScriptedSocket.all).toHaveLength(0)
  })
})
