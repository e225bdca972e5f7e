import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import { problemSchema } from '@tars/contracts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { checkLoopback } from '../doctor/check-loopback.ts'
import { findFreePort } from '../free-port.ts'
import { type Gateway, startGateway } from './gateway.ts'

type Handler = (request: IncomingMessage, response: ServerResponse) => void

let upstream: Server
let handler: Handler
let away: boolean
let upstreamPort: number
let gateway: Gateway
let origin: string

beforeEach(async () => {
  away = false
  upstream = createServer((incoming, response) => handler(incoming, response))
  upstreamPort = await listen(upstream)
  gateway = await startGateway({
    host: '127.0.0.1',
    port: await findFreePort(),
    portIsDefault: false,
    chooseDestination: () => ({
      name: 'dashboard-api',
      upstream: away ? undefined : { name: 'dashboard-api', host: '127.0.0.1', port: upstreamPort },
    }),
  })
  origin = `http://127.0.0.1:${gateway.port}`
})

afterEach(async () => {
  await gateway[Symbol.asyncDispose]()
  upstream.closeAllConnections()
  upstream.close()
})

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

async function exchange(bytes: string): Promise<string> {
  const socket = connect(gateway.port, '127.0.0.1')
  socket.end(bytes)
  return text(socket)
}

describe('the gateway', () => {
  it('passes on method, path, query, body and headers, and the answer with its status and headers', async () => {
    handler = async (incoming, response) => {
      const body = await text(incoming)
      response.writeHead(418, { 'x-answer': 'tea', 'set-cookie': ['a=1', 'b=2'] })
      response.end(
        JSON.stringify({ method: incoming.method, url: incoming.url, body, headers: incoming.headers }),
      )
    }
    const answer = await fetch(`${origin}/api/v1/things%2Fx?a=1&a=2`, {
      method: 'POST',
      body: 'ü'.repeat(100_000),
      headers: { 'x-forwarded-for': '8.8.8.8', 'x-real-ip': '8.8.8.8', authorization: 'Bearer k' },
    })
    expect(answer.status).toBe(418)
    expect(answer.headers.get('x-answer')).toBe('tea')
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
    const seen = await answer.json()
    expect(seen).toMatchObject({
      method: 'POST',
      url: '/api/v1/things%2Fx?a=1&a=2',
      body: 'ü'.repeat(100_000),
    })
    expect(seen.headers).toMatchObject({
      authorization: 'Bearer k',
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-host': `127.0.0.1:${gateway.port}`,
      'x-forwarded-proto': 'http',
    })
    expect(seen.headers['x-real-ip']).toBeUndefined()
  })

  it('streams a body of unknown length both ways', async () => {
    handler = (incoming, response) => incoming.pipe(response)
    const outgoing = request({
      port: gateway.port,
      host: '127.0.0.1',
      method: 'GET',
      headers: { 'transfer-encoding': 'chunked' },
    })
    outgoing.write('one ')
    const [answer] = (await once(outgoing, 'response')) as [IncomingMessage]
    outgoing.end('two')
    expect(await text(answer)).toBe('one two')
  })

  it('answers 503 as a problem with Retry-After while a service is away, and goes on when it is back', async () => {
    handler = (_, response) => response.end('back')
    away = true
    const answer = await fetch(`${origin}/api/v1/system`)
    expect(answer.status).toBe(503)
    expect(answer.headers.get('retry-after')).toBe('1')
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(problemSchema.parse(await answer.json())).toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
      status: 503,
    })
    away = false
    expect(await (await fetch(origin)).text()).toBe('back')
  })

  it('answers 503 when the service refuses connections or ends them without an answer', async () => {
    handler = (incoming) => incoming.socket.destroy()
    expect((await fetch(origin)).status).toBe(503)
    expect((await fetch(origin, { method: 'POST', body: 'x' })).status).toBe(503)
    upstream.close()
    upstream.closeAllConnections()
    expect((await fetch(origin)).status).toBe(503)
  })

  it('cuts an answer that breaks off, rather than passing it off as whole', async () => {
    handler = (incoming, response) => {
      response.writeHead(200, { 'content-length': '1000' })
      response.write('some', () => incoming.socket.destroy())
    }
    await expect(fetch(origin).then((answer) => answer.text())).rejects.toThrow()
  })

  it('lets go of the service when the caller has gone', async () => {
    const gone = Promise.withResolvers<void>()
    handler = (incoming) => incoming.once('close', () => gone.resolve())
    const abort = new AbortController()
    const asked = fetch(origin, { signal: abort.signal }).catch(() => 'aborted')
    await delay(100)
    abort.abort()
    expect(await asked).toBe('aborted')
    await gone.promise
  })

  it('tries once more when a kept connection was closed at the moment of its use', async () => {
    let requests = 0
    handler = (incoming, response) => {
      requests += 1
      if (requests === 2) incoming.socket.resetAndDestroy()
      else response.end(`answer ${requests}`)
    }
    expect(await (await fetch(origin)).text()).toBe('answer 1')
    expect(await (await fetch(origin)).text()).toBe('answer 3')
  })

  it('refuses what is not HTTP, and both lengths at once, without asking a service', async () => {
    handler = () => expect.fail('must not be asked')
    expect(await exchange('NONSENSE\r\n\r\n')).toMatch(/^HTTP\/1.1 400 [\s\S]*REQUEST_MALFORMED/)
    const both =
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'
    expect(await exchange(both)).toMatch(/^HTTP\/1.1 400 /)
    const wide = `GET / HTTP/1.1\r\nHost: x\r\nX-Wide: ${'x'.repeat(20_000)}\r\n\r\n`
    expect(await exchange(wide)).toMatch(/^HTTP\/1.1 431 [\s\S]*HEADERS_TOO_LARGE/)
  })

  it('drains: takes no more, lets what is under way finish', async () => {
    handler = (_, response) => void delay(300).then(() => response.end('finished'))
    const underWay = fetch(origin)
    await delay(100)
    const drained = gateway.drain()
    await expect(fetch(origin)).rejects.toThrow()
    expect(await (await underWay).text()).toBe('finished')
    await drained
  })
})

describe('a live socket through the gateway', () => {
  let sockets: WebSocketServer
  beforeEach(() => {
    sockets = new WebSocketServer({ server: upstream, path: '/live', handleProtocols: () => 'tars.v1' })
    sockets.on('connection', (socket, incoming) => {
      socket.send(`hello ${incoming.headers['x-forwarded-for']} ${incoming.headers.origin}`)
      socket.on('message', (data) => socket.send(data.toString()))
    })
  })

  const open = (path = '/live') =>
    new WebSocket(`ws://127.0.0.1:${gateway.port}${path}`, 'tars.v1', {
      headers: { origin: 'http://tars.example', 'x-forwarded-for': '8.8.8.8' },
    })

  it('carries frames both ways, in order, with the protocol that was agreed on', async () => {
    const socket = open()
    const received: string[] = []
    socket.on('message', (data) => received.push(data.toString()))
    await once(socket, 'open')
    expect(socket.protocol).toBe('tars.v1')
    const sent = Array.from({ length: 200 }, (_, i) => `${i} ${'x'.repeat(i * 100)}`)
    for (const frame of sent) socket.send(frame)
    while (received.length < 201) await once(socket, 'message')
    expect(received).toEqual(['hello 127.0.0.1 http://tars.example', ...sent])
    socket.close()
    await once(socket, 'close')
  })

  it('tells each side when the other has ended, with its close code', async () => {
    const socket = open()
    const [server] = await once(sockets, 'connection')
    await once(socket, 'message')
    server.close(4403, 'revoked')
    expect((await once(socket, 'close'))[0]).toBe(4403)
    const other = open()
    const [otherServer] = await once(sockets, 'connection')
    await once(other, 'message')
    other.terminate()
    await once(otherServer, 'close')
  })

  it('passes on the refusal of a handshake', async () => {
    const [error] = await once(open('/elsewhere'), 'error')
    expect(error.message).toContain('400')
  })

  it('is refused with 503 while the service is away', async () => {
    away = true
    expect((await once(open(), 'error'))[0].message).toContain('503')
    away = false
    upstream.close()
    upstream.closeAllConnections()
    expect((await once(open(), 'error'))[0].message).toContain('503')
  })

  it('outlives a drain and ends with the gateway', async () => {
    const socket = open()
    await once(socket, 'message')
    await gateway.drain()
    socket.send('still here')
    expect(String((await once(socket, 'message'))[0])).toBe('still here')
    const closed = once(socket, 'close')
    await gateway[Symbol.asyncDispose]()
    await closed
  })
})

describe('the port of the gateway', () => {
  const options = { host: '127.0.0.1', chooseDestination: () => ({ name: 'none', upstream: undefined }) }

  it('that was named and is taken is an error that says by whom', async () => {
    await expect(
      startGateway({ ...options, port: gateway.port, portIsDefault: false }),
    ).rejects.toMatchObject({
      code: 'PORT_TAKEN',
      message: expect.stringMatching(
        process.platform === 'linux'
          ? new RegExp(`^Port ${gateway.port} is taken by pid ${process.pid} \\(`)
          : /is taken/,
      ),
    })
  })

  it('that is the default and is taken gives way to the next free one', async () => {
    const second = await startGateway({ ...options, port: gateway.port, portIsDefault: true })
    expect(second.port).toBeGreaterThan(gateway.port)
    expect(second.port).toBeLessThan(gateway.port + 100)
    await second[Symbol.asyncDispose]()
  })

  it('of an address that is not of this machine is an error, which another port would not mend', async () => {
    await expect(
      startGateway({ ...options, host: '192.0.2.1', port: gateway.port, portIsDefault: true }),
    ).rejects.toMatchObject({
      code: 'LOOPBACK_MISSING',
      message: '192.0.2.1 cannot be used: this machine has no such address.',
      advice: checkLoopback({ version4: 'EADDRNOTAVAIL', version6: undefined }).mend,
    })
  })
})
