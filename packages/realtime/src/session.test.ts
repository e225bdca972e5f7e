import { describe, expect, it, vi } from 'vitest'
import { useScriptedClients } from '../../../tests/harness/scripted-clients.ts'
import { ScriptedSocket } from '../../../tests/harness/scripted-socket.ts'

describe('session', () => {
  const connect = useScriptedClients()

  it('notices a silent server within 10 s, and keeps a beating one', async () => {
    const client = await connect()
    ScriptedSocket.last.greet()
    for (let n = 0; n < 10; n += 1) {
      await vi.advanceTimersByTimeAsync(5_000)
      ScriptedSocket.last.beat()
    }
    expect(client.state.phase).toBe('live')
    await vi.advanceTimersByTimeAsync(9_400)
    expect(client.state.phase).toBe('live')
    await vi.advanceTimersByTimeAsync(600)
    expect(client.state.phase).not.toBe('live')
    expect(ScriptedSocket.all[0]?.closed).toBe(true)
  })

  it('notices silence although the clock was set back', async () => {
    const client = await connect()
    ScriptedSocket.last.greet()
    vi.setSystemTime(Date.now() - 300_000)
    await vi.advanceTimersByTimeAsync(20_000)
    expect(client.state.attempt).toBeGreaterThan(0)
  })

  it('does not wait for a greeting, or a ticket, for more than 10 s', async () => {
    const client = await connect()
    ScriptedSocket.last.emit('open')
    await vi.advanceTimersByTimeAsync(10_000)
    expect(client.state.phase).toBe('waiting')
    const stuck = await connect({ ticket: () => new Promise(() => {}) })
    await vi.advanceTimersByTimeAsync(10_000)
    expect(stuck.state.phase).toBe('waiting')
  })

  it('hears nothing of a socket that it has given up', async () => {
    const client = await connect()
    const old = ScriptedSocket.last
    old.greet()
    const seen: unknown[] = []
    client.subscribe('trainings', {
      onEvent: ({ data }) => void seen.push(data),
      onReset: ({ offset }) => void seen.push(`reset ${offset}`),
    })
    await vi.advanceTimersByTimeAsync(10_000)
    ScriptedSocket.last.greet()
    ScriptedSocket.last.answer(5)
    old.tell(6)
    old.emit('error')
    old.emit('close', { code: 1006 })
    old.emit('open')
    expect(seen).toEqual(['reset 5'])
    expect(client.state.phase).toBe('live')
  })

  it('is lost when the server speaks before it greets, and kept when it says something new', async () => {
    const client = await connect()
    ScriptedSocket.last.beat()
    expect(client.state.phase).toBe('waiting')
    await vi.advanceTimersByTimeAsync(250)
    ScriptedSocket.last.greet()
    ScriptedSocket.last.say({ type: 'novelty' })
    expect(client.state.phase).toBe('live')
  })

  it.each([
    ['binary data', new Uint8Array(1)],
    ['a broken frame', '{"type":"event"}'],
  ])('is lost when the server sends %s', async (_, data) => {
    const client = await connect()
    ScriptedSocket.last.greet()
    ScriptedSocket.last.emit('message', { data })
    expect(client.state.phase).toBe('waiting')
  })
})
