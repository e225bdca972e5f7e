import { describe, expect, it, vi } from 'vitest'
import { useScriptedClients } from '../../../tests/harness/scripted-clients.ts'
import { ScriptedSocket } from '../../../tests/harness/scripted-socket.ts'
import type { LiveClient } from './live-client.ts'
import type { LiveEvent } from './subscriptions.ts'

describe('a channel', () => {
  const connect = useScriptedClients()

  function read(client: LiveClient, since?: { epoch: string; offset: number }) {
    const seen: (number | string)[] = []
    const subscription = client.subscribe('trainings', {
      since,
      onEvent: ({ data }: LiveEvent) => void seen.push(data as number),
      onReset: ({ epoch, offset }) => void seen.push(`reset ${epoch}:${offset}`),
      onRefused: ({ code }) => void seen.push(code),
    })
    return { seen, subscription }
  }

  it('begins with a snapshot and goes on without gaps', async () => {
    const client = await connect()
    const { seen, subscription } = read(client)
    expect(subscription.position()).toBeNull()
    expect(ScriptedSocket.last.sent).toEqual([])
    ScriptedSocket.last.greet()
    expect(ScriptedSocket.last.sent.at(-1)).toEqual({ type: 'subscribe', channel: 'trainings' })
    ScriptedSocket.last.answer(5)
    ScriptedSocket.last.tell(6, 7)
    expect(seen).toEqual(['reset e1:5', 6, 7])
    expect(subscription.position()).toEqual({ epoch: 'e1', offset: 7 })
  })

  it('resumes where it stood, and passes over what it has had', async () => {
    const client = await connect()
    const { seen } = read(client, { epoch: 'e1', offset: 5 })
    ScriptedSocket.last.greet()
    expect(ScriptedSocket.last.sent.at(-1)).toMatchObject({ since: { epoch: 'e1', offset: 5 } })
    ScriptedSocket.last.answer(5)
    ScriptedSocket.last.tell(6)
    ScriptedSocket.last.emit('close', { code: 1006 })
    await vi.advanceTimersByTimeAsync(250)
    ScriptedSocket.last.greet()
    expect(ScriptedSocket.last.sent.at(-1)).toMatchObject({ since: { epoch: 'e1', offset: 6 } })
    ScriptedSocket.last.answer(6)
    ScriptedSocket.last.tell(5, 6, 7, 7, 8)
    expect(seen).toEqual([6, 7, 8])
  })

  it('asks for a snapshot when events may have been missed', async () => {
    const client = await connect()
    const { seen } = read(client, { epoch: 'e0', offset: 5 })
    ScriptedSocket.last.greet()
    ScriptedSocket.last.answer(90, { recovered: false })
    ScriptedSocket.last.tell(91)
    expect(seen).toEqual(['reset e1:90', 91])
  })

  it('mends a gap from the last event, and gives up on a server that leaves it', async () => {
    const client = await connect()
    const { seen } = read(client)
    ScriptedSocket.last.greet()
    ScriptedSocket.last.answer(0)
    ScriptedSocket.last.tell(1, 3, 4)
    expect(ScriptedSocket.last.sent.slice(-2)).toEqual([
      { type: 'unsubscribe', channel: 'trainings' },
      { type: 'subscribe', channel: 'trainings', since: { epoch: 'e1', offset: 1 } },
    ])
    ScriptedSocket.last.answer(1)
    ScriptedSocket.last.tell(2, 3, 4)
    expect(seen).toEqual(['reset e1:0', 1, 2, 3, 4])
    ScriptedSocket.last.tell(6)
    ScriptedSocket.last.answer(4)
    ScriptedSocket.last.tell(6)
    expect(client.state.phase).toBe('waiting')
  })

  it('is shared by its readers; one that joins later reads a snapshot unless it is there already', async () => {
    const client = await connect()
    const first = read(client)
    const early = read(client, { epoch: 'e1', offset: 5 })
    ScriptedSocket.last.greet()
    ScriptedSocket.last.answer(5)
    ScriptedSocket.last.tell(6)
    const late = read(client)
    const there = read(client, { epoch: 'e1', offset: 6 })
    await vi.advanceTimersByTimeAsync(0)
    ScriptedSocket.last.tell(7)
    expect(first.seen).toEqual(['reset e1:5', 6, 7])
    expect(early.seen).toEqual(['reset e1:5', 6, 7])
    expect(late.seen).toEqual(['reset e1:6', 7])
    expect(there.seen).toEqual([7])
    expect(ScriptedSocket.last.sent.filter(({ type }) => type === 'subscribe')).toHaveLength(1)
  })

  it('ends with its last reader, and a new one hears nothing of the old', async () => {
    const client = await connect()
    const [one, other] = [read(client), read(client)]
    ScriptedSocket.last.greet()
    one.subscription.close()
    one.subscription.close()
    expect(ScriptedSocket.last.sent.at(-1)).toMatchObject({ type: 'subscribe' })
    other.subscription.close()
    expect(ScriptedSocket.last.sent.at(-1)).toEqual({ type: 'unsubscribe', channel: 'trainings' })
    const fresh = read(client)
    ScriptedSocket.last.answer(5)
    ScriptedSocket.last.tell(6)
    expect(fresh.seen).toEqual([])
    ScriptedSocket.last.answer(6)
    ScriptedSocket.last.tell(7)
    expect(fresh.seen).toEqual(['reset e1:6', 7])
    expect([...one.seen, ...other.seen]).toEqual([])
  })

  it('tells its readers when it is refused', async () => {
    const client = await connect()
    const { seen } = read(client)
    ScriptedSocket.last.greet()
    const error = { type: 'error', code: 'FORBIDDEN', message: 'No.', channel: 'trainings' }
    ScriptedSocket.last.say({ ...error, channel: null })
    ScriptedSocket.last.say(error)
    expect(seen).toEqual(['FORBIDDEN'])
  })

  it('gives the connection up when its subscription is not answered within 10 s', async () => {
    const client = await connect()
    read(client)
    ScriptedSocket.last.greet()
    await vi.advanceTimersByTimeAsync(5_000)
    ScriptedSocket.last.beat()
    await vi.advanceTimersByTimeAsync(4_999)
    expect(client.state.phase).toBe('live')
    await vi.advanceTimersByTimeAsync(1)
    expect(client.state.phase).toBe('waiting')
  })

  it('is not given up once its subscription was answered', async () => {
    const client = await connect()
    read(client)
    ScriptedSocket.last.greet()
    ScriptedSocket.last.answer(0)
    for (let n = 0; n < 4; n += 1) {
      await vi.advanceTimersByTimeAsync(5_000)
      ScriptedSocket.last.beat()
    }
    expect(client.state.phase).toBe('live')
  })

  it('survives a reader that throws: the others, and the position, go on', async () => {
    const uncaught: unknown[] = []
    const queued = vi.spyOn(globalThis, 'queueMicrotask').mockImplementation((work) => {
      try {
        work()
      } catch (error) {
        uncaught.push(error)
      }
    })
    const client = await connect()
    const broken = new Error('broken page')
    const subscription = client.subscribe('trainings', {
      onReset: () => {},
      onEvent: () => {
        throw broken
      },
    })
    const { seen } = read(client)
    ScriptedSocket.last.greet()
    ScriptedSocket.last.answer(0)
    ScriptedSocket.last.tell(1, 2)
    queued.mockRestore()
    expect(uncaught).toEqual([broken, broken])
    expect(seen).toEqual(['reset e1:0', 1, 2])
    expect(subscription.position()?.offset).toBe(2)
  })

  it('may unsubscribe another reader from within one', async () => {
    const client = await connect()
    client.subscribe('trainings', { onReset: () => {}, onEvent: () => second.subscription.close() })
    const second = read(client)
    ScriptedSocket.last.greet()
    ScriptedSocket.last.answer(0)
    ScriptedSocket.last.tell(1)
    expect(second.seen).toEqual(['reset e1:0'])
  })

  it('is one of at most 100, with at most 100 readers', async () => {
    const client = await connect()
    for (let n = 0; n < 100; n += 1) read(client)
    expect(() => read(client)).toThrow(RangeError)
    const reader = { onEvent: () => {}, onReset: () => {} }
    for (let n = 1; n < 100; n += 1) client.subscribe(`channel-${n}`, reader)
    expect(() => client.subscribe('one-more', reader)).toThrow(RangeError)
  })
})
