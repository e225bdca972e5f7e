import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { describe, expect, inject, it } from 'vitest'
import { openPlatformDatabase } from './platform-database.ts'
import { createPlatformServices } from './platform-services.ts'
import { createStatusReader } from './platform-status.ts'

const facts = { version: '1.2.3', url: 'http://127.0.0.1:3000', data: '/data', pid: 1, startedAt: 'now' }
const secrets = { databasePassword: '', keyPepper: '', cursorSecret: '' }
const services = createPlatformServices(
  { root: '/', logs: '/', onEvent: () => undefined },
  {
    ...facts,
    compileCache: '/',
    databaseUrl: '',
    secrets,
    publicUrl: '',
    controlUrl: '',
    controlToken: '',
    environment: {},
  },
)

describe('a PostgreSQL of its own', () => {
  it('is unready while it cannot be reached, and the status is told all the same', async () => {
    const cluster = new URL(inject('clusterUrl'))
    cluster.pathname = `/${inject('templateName')}`
    const sockets = new Set<Socket>()
    const relay = createServer((socket) => {
      const target = connect(Number(cluster.port), cluster.hostname)
      for (const each of [socket, target]) {
        sockets.add(each)
        each.on('error', () => undefined)
      }
      socket.pipe(target).pipe(socket)
    })
    relay.listen(0, '127.0.0.1')
    await once(relay, 'listening')
    const url = new URL(cluster)
    url.port = String((relay.address() as AddressInfo).port)
    await using database = await openPlatformDatabase({
      data: '/nowhere',
      password: '',
      databaseUrl: url.href,
      log: () => undefined,
    })
    expect(database.summary).toMatch(/^PostgreSQL 18\.\d+ at 127\.0\.0\.1:\d+$/)
    expect(database.summary).not.toContain(cluster.password)
    const readStatus = createStatusReader({ facts, database, services })
    const before = await readStatus()
    expect(before.database).toMatchObject({ kind: 'external', state: 'ready', port: Number(url.port) })
    expect(before.migrations.applied).toBeGreaterThan(0)

    relay.close()
    for (const socket of sockets) socket.destroy()
    const after = await readStatus()
    expect(after.database.state).toBe('unready')
    expect(after.migrations).toEqual(before.migrations)
    expect(after.services.map(({ state }) => state)).toEqual(Array(5).fill('stopped'))
  })
})
