import { request } from 'node:http'
import { describe, expect, it } from 'vitest'
import { startHealthServer } from './health-server.ts'
import { startTelemetry } from './telemetry.ts'

describe('health server', () => {
  const lines: string[] = []
  const config = { TARS_VERSION: '1', TARS_LOG_LEVEL: 'info' as const }
  const telemetry = startTelemetry(config, 's', { write: (line) => void lines.push(line) })
  const listen = (host = '127.0.0.1', port = 0) =>
    startHealthServer(telemetry, { TARS_HOST: host, TARS_PORT: port }, { database: async () => [] })

  it('serves the three paths, and says no to others', async () => {
    await using server = await listen()
    const url = `http://127.0.0.1:${server.port}`
    const ready = await fetch(`${url}/health/ready?probe=1`)
    expect(ready.status).toBe(200)
    expect(ready.headers.get('cache-control')).toBe('no-store')
    expect(await ready.json()).toEqual({ status: 'ready', checks: { database: 'ok' } })
    expect((await fetch(`${url}/metrics`)).headers.get('content-type')).toContain('text/plain')
    expect(await (await fetch(`${url}/health/live`, { method: 'HEAD' })).text()).toBe('')
    expect((await fetch(`${url}/other`)).status).toBe(404)
    const post = await fetch(`${url}/metrics`, { method: 'POST', body: 'x'.repeat(100_000) })
    expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  })

  it('logs once that the service is ready, with the port that it took', async () => {
    lines.length = 0
    await using server = await listen()
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ port: server.port, message: 'Ready.' }])
  })

  it('says that its port is taken', async () => {
    await using server = await listen()
    await expect(listen('127.0.0.1', server.port)).rejects.toMatchObject({ code: 'PORT_TAKEN' })
    await expect(listen('203.0.113.1')).rejects.toThrow('EADDRNOTAVAIL')
  })

  it('closes at once, with connections that are still open', async () => {
    const server = await listen()
    const slow = request({ port: server.port, host: '127.0.0.1', method: 'POST' })
    slow.on('error', () => {})
    await new Promise((resolve) => slow.once('socket', (socket) => socket.once('connect', resolve)))
    slow.flushHeaders()
    await server[Symbol.asyncDispose]()
    await expect(fetch(`http://127.0.0.1:${server.port}/health/live`)).rejects.toThrow()
  })
})
