import { request } from 'node:http'
import { describe, expect, it } from 'vitest'
import { createHealth } from './health.ts'
import { startHealthServer } from './health-server.ts'
import { createMetrics } from './metric.ts'

const metrics = createMetrics({ service: 's', version: '1' })
const ok = async () => {}

describe('health server', () => {
  const health = createHealth({ checks: { database: ok }, metrics })
  const listen = () => startHealthServer({ host: '127.0.0.1', port: 0, health })

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

  it('says that its port is taken', async () => {
    await using server = await listen()
    await expect(startHealthServer({ host: '127.0.0.1', port: server.port, health })).rejects.toMatchObject({
      code: 'PORT_TAKEN',
    })
    await expect(startHealthServer({ host: '203.0.113.1', port: 0, health })).rejects.toThrow('EADDRNOTAVAIL')
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
