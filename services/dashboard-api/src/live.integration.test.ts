import { closeCodes, heartbeatMs, serverFrameSchema, socketsPerLoginMax } from '@tars/contracts'
import { revokeApiKey } from '@tars/database'
import { publish } from '@tars/events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../tests/harness/database.ts'
import { openAuthenticated, openLive } from '../tests/live-client.ts'
import { addKey, type RunningApi, startApi } from '../tests/running-api.ts'

let api: RunningApi
beforeAll(async () => {
  api = await startApi(await createTestDatabase(), { relay: true })
})
afterAll(() => api.dispose())

const training = '0190a6a0-0000-7000-8000-000000000000'

/** Announces that so many trainings were cancelled, each event with `bytes` of text. */
function announce(count: number, agent: string, bytes = 1) {
  const data = { training, agent, environment: 'x'.repeat(bytes) }
  const events = Array.from({ length: count }, () => ({ kind: 'training.cancelled' as const, data }))
  return api.database.transaction((sql) => publish(sql, events, { region: 'local' }))
}

const newTicket = async () => (await api.call('live.ticket', 'viewer')).json.ticket
const counterOf = async (pattern: RegExp) =>
  Number(pattern.exec(String((await api.ask('/metrics')).json))?.[1] ?? 0)
const slowCloses = /tars_live_closes_total\{.*reason="slow".*\} (\d+)/

describe('a live socket', () => {
  it('greets, and brings the events of what it subscribes to, with their trace', async () => {
    const client = await openAuthenticated(api)
    client.send({ type: 'subscribe', channel: 'trainings' })
    await client.take('subscribed')
    const { json, headers } = await api.call('trainings.create', 'developer', {
      body: { environment: 'CartPole-v1' },
    })
    const [event] = await client.take('event')
    expect(event).toMatchObject({
      channel: 'trainings',
      kind: 'training.requested',
      data: { training: json.id },
    })
    expect(event?.traceparent).toContain(headers.get('x-trace-id'))
    for (const frame of client.frames) serverFrameSchema.parse(frame)
    client.send({ type: 'unsubscribe', channel: 'trainings' })
    client.send({ type: 'subscribe', channel: 'insights' })
    await client.take('subscribed', 2)
    await announce(1, 'unheard')
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(client.frames.filter(({ type }) => type === 'event')).toHaveLength(1)
    await client.end()
  })

  it('resumes across reconnects with nothing lost and nothing twice, by the ticket that it was given', async () => {
    const offsets: number[] = []
    let client = await openAuthenticated(api)
    client.send({ type: 'subscribe', channel: 'trainings' })
    let [position] = await client.take('subscribed')
    const first = (position?.offset ?? 0) + 1
    for (let turn = 0; turn < 5; turn++) {
      await announce(20, 'resumed')
      const events = await client.take('event', 3)
      offsets.push(...events.map(({ offset }) => offset))
      const ticket = client.frames.flatMap((frame) => (frame.type === 'hello' ? [frame.ticket] : [])).at(-1)
      await client.end()
      await announce(20, 'resumed')
      client = await openAuthenticated(api, ticket)
      const since = { epoch: position?.epoch, offset: offsets.at(-1) }
      client.send({ type: 'subscribe', channel: 'trainings', since })
      ;[position] = await client.take('subscribed')
      expect(position).toMatchObject({ recovered: true, offset: offsets.at(-1) })
    }
    const rest = await client.take('event', 200 - offsets.length)
    offsets.push(...rest.map(({ offset }) => offset))
    expect(offsets).toEqual(Array.from({ length: 200 }, (_, at) => first + at))
    await client.end()
  })

  it('is told to read a snapshot when its position is of another epoch or in the future', async () => {
    const client = await openAuthenticated(api)
    const [hello] = await client.take('hello')
    client.send({ type: 'subscribe', channel: 'trainings', since: { epoch: 'another', offset: 1 } })
    client.send({ type: 'subscribe', channel: 'policies', since: { epoch: hello?.epoch, offset: 1_000_000 } })
    const answers = await client.take('subscribed', 2)
    expect(answers.map(({ recovered }) => recovered)).toEqual([false, false])
    await client.end()
  })

  it('is told when it asks for what cannot be, and goes on', async () => {
    const client = await openAuthenticated(api)
    client.send({ type: 'subscribe', channel: 'secrets' })
    client.send({ type: 'subscribe', channel: 'trainings', since: { epoch: 'e', offset: -1 } })
    const refusals = await client.take('error', 2)
    expect(refusals.map(({ code, channel }) => [code, channel])).toEqual([
      ['REQUEST_INVALID', 'secrets'],
      ['REQUEST_INVALID', 'trainings'],
    ])
    for (let at = 0; at <= 100; at++) {
      client.send({
        type: 'subscribe',
        channel: `training:${training.slice(0, -3)}${String(at).padStart(3, '0')}`,
      })
    }
    const [, , refusal] = await client.take('error', 3)
    expect(refusal?.message).toContain('100')
    expect(await client.take('subscribed', 100)).toHaveLength(100)
    await client.end()
  })
})

describe('an upgrade', () => {
  it.each([
    ['from a page of another site', { headers: { origin: 'https://evil.test' } }, 403],
    ['without the sub-protocol', { protocols: ['other'] }, 400],
    ['at another address', { path: '/live/x' }, 404],
  ])('%s is refused before it happens', async (_, options, status) => {
    await expect(openLive(api, options)).rejects.toThrow(`refused with ${status}`)
  })

  it('from our own page is accepted', async () => {
    const client = await openLive(api, { headers: { origin: api.publicUrl } })
    await client.end()
  })
})

describe('the sockets of one login', () => {
  it('are as many as a person has tabs, not without a bound', async () => {
    const clients = await Promise.all(
      Array.from({ length: socketsPerLoginMax }, () => openAuthenticated(api)),
    )
    const late = await openLive(api)
    late.send({ type: 'auth', token: await newTicket() })
    expect((await late.take('bye'))[0]?.code).toBe(closeCodes.tooManySockets)
    expect(await late.closed).toEqual({ code: closeCodes.tooManySockets, reason: 'crowded' })
    await Promise.all(clients.map((client) => client.end()))
    expect(socketsPerLoginMax).toBeGreaterThanOrEqual(32)
  })
})

describe('a breach of the protocol', () => {
  it('before anyone has signed in ends the socket', async () => {
    for (const frame of [
      'nonsense',
      '{"type":"subscribe","channel":"trainings"}',
      '{"type":"subscribe"}',
      '[]',
    ]) {
      const client = await openLive(api)
      client.send(frame)
      expect((await client.closed).code).toBe(closeCodes.protocolError)
    }
  })

  it('afterwards does so too', async () => {
    const breaches = [
      async (send: (data: string | Buffer) => void) =>
        send(JSON.stringify({ type: 'auth', token: await newTicket() })),
      async (send: (data: string | Buffer) => void) => send(Buffer.from('{}')),
      async (send: (data: string | Buffer) => void) => {
        for (let at = 0; at < 300; at++) send('{"type":"unsubscribe","channel":"trainings"}')
      },
    ]
    for (const breach of breaches) {
      const client = await openAuthenticated(api)
      await breach((data) => client.socket.send(data))
      expect((await client.closed).code).toBe(closeCodes.protocolError)
    }
  })

  it('by a frame of 64 KiB and one byte ends the socket with 1009', async () => {
    const client = await openAuthenticated(api)
    client.send('x'.repeat(65_537))
    expect((await client.closed).code).toBe(1009)
  })
})

describe('a ticket', () => {
  it('is good once', async () => {
    const ticket = await newTicket()
    const client = await openAuthenticated(api, ticket)
    for (const token of [ticket, 'made-up']) {
      const second = await openLive(api)
      second.send({ type: 'auth', token })
      expect((await second.closed).code).toBe(closeCodes.unauthenticated)
    }
    await client.end()
  })
})

describe.concurrent('with time', () => {
  it('a socket gets a heartbeat with a ticket for the next connection', async () => {
    const client = await openAuthenticated(api)
    const [heartbeat] = await client.take('heartbeat')
    const next = await openAuthenticated(api, heartbeat?.ticket)
    await Promise.all([client.end(), next.end()])
  })

  it('a ticket must be shown within 5 s', async () => {
    const client = await openLive(api)
    expect((await client.closed).code).toBe(closeCodes.authenticationTimeout)
  })

  it('a ticket of a key that is revoked is worth nothing, and open sockets of the key end within a heartbeat', async () => {
    const key = await addKey(api.database, 'viewer')
    const ticketOf = async () => {
      const headers = { authorization: `Bearer ${key}` }
      return ((await api.ask('/api/v1/live-tickets', { method: 'POST', headers })).json as { ticket: string })
        .ticket
    }
    const client = await openAuthenticated(api, await ticketOf())
    const ticket = await ticketOf()
    await revokeApiKey(api.database, key.split('_')[2] ?? '')
    const revokedAt = performance.now()
    expect((await client.closed).code).toBe(closeCodes.revoked)
    expect(performance.now() - revokedAt).toBeLessThan(heartbeatMs + 2_000)
    const late = await openLive(api)
    late.send({ type: 'auth', token: ticket })
    expect((await late.closed).code).toBe(closeCodes.revoked)
  })
})

describe('a reader that never reads', () => {
  it('is closed without holding more than its share, and gets everything when it comes back', async () => {
    const client = await openAuthenticated(api)
    client.send({ type: 'subscribe', channel: 'trainings' })
    const [position] = await client.take('subscribed')
    client.socket.pause()
    const closesBefore = await counterOf(slowCloses)
    const sentBefore = await counterOf(/tars_live_frames_total\S* (\d+)/)
    for (let turn = 0; turn < 10; turn++) await announce(4, 'big', 1_048_576)
    while ((await counterOf(slowCloses)) === closesBefore)
      await new Promise((resolve) => setTimeout(resolve, 100))
    // Beyond our 1 MiB the system's own buffers hold some; what is not sent is not held.
    expect((await counterOf(/tars_live_frames_total\S* (\d+)/)) - sentBefore).toBeLessThan(20)
    await client.end()
    const back = await openAuthenticated(api)
    const since = { epoch: position?.epoch, offset: position?.offset }
    back.send({ type: 'subscribe', channel: 'trainings', since })
    const events = await back.take('event', 40)
    expect(events.map(({ offset }) => offset)).toEqual(
      Array.from({ length: 40 }, (_, at) => (position?.offset ?? 0) + 1 + at),
    )
    expect(back.frames.filter(({ type }) => type === 'subscribed')).toHaveLength(1)
    await back.end()
  })
})

describe('a service that stops', () => {
  it('says goodbye to every socket, which may come back a little later, and lets no other in', async () => {
    const other = await startApi(await createTestDatabase())
    const clients = await Promise.all([openAuthenticated(other), openAuthenticated(other)])
    const [{ code }] = await Promise.all([clients[0].closed, other.dispose()])
    expect(code).toBe(closeCodes.goingAway)
    for (const client of clients) {
      const [bye] = await client.take('bye')
      expect(bye?.retryAfterMs).toBeGreaterThan(0)
      expect(bye?.retryAfterMs).toBeLessThanOrEqual(1_000)
    }
    await expect(openLive(other)).rejects.toThrow()
  })
})
