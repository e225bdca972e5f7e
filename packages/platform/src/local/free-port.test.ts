import { once } from 'node:events'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { describe, expect, it } from 'vitest'
import { runWithoutDescriptors } from '../../tests/without-descriptors.ts'
import { findFreePort, isPortFree } from './free-port.ts'
import { describeListener } from './port-listener.ts'

/** A server on a port of the range that nobody has drawn. */
async function listenInRange(): Promise<Server> {
  for (;;) {
    const server = createServer().listen(20_000 + Math.floor(Math.random() * 12_000), '127.0.0.1')
    const listens = await once(server, 'listening').catch(() => undefined)
    if (listens) return server
  }
}

describe('a free port', () => {
  it('lies below the range of outgoing connections, and can be listened on', async () => {
    for (let i = 0; i < 20; i++) {
      const port = await findFreePort()
      expect(port).toBeGreaterThanOrEqual(20_000)
      expect(port).toBeLessThan(32_000)
    }
  })

  it('is given to one only of those who ask at once, and not again soon', async () => {
    const fractions = [Math.random(), Math.random()]
    const drawTwice = () => {
      const draws = [...fractions]
      return findFreePort(() => draws.shift() ?? Math.random())
    }
    const ports = await Promise.all([drawTwice(), drawTwice(), drawTwice()])
    expect(new Set([...ports, await drawTwice()]).size).toBe(4)
  })

  it('that nothing could be tried for says why, and is not called taken', async () => {
    await expect(isPortFree(20_000, '192.0.2.1')).rejects.toMatchObject({ code: 'EADDRNOTAVAIL' })
    const module = new URL('./free-port.ts', import.meta.url).href
    const source = `
      const { findFreePort } = await import(${JSON.stringify(module)})
      exhaust()
      const error = await findFreePort().catch((problem) => problem)
      relent()
      console.log(error.message)`
    expect(await runWithoutDescriptors(source, tmpdir())).toMatch(/^No loopback port can be opened: .*EMFILE/)
  })

  it('is never one that is taken: the next draw is tried, and fifty failures are an error', async () => {
    const server = await listenInRange()
    const { port: first } = server.address() as AddressInfo
    const fraction = (first - 20_000 + 0.5) / 12_000
    const draws = [fraction, (fraction + 0.5) % 1]
    const port = await findFreePort(() => draws.shift() ?? Math.random())
    expect(port).not.toBe(first)
    await expect(findFreePort(() => fraction)).rejects.toMatchObject({ code: 'PORT_TAKEN' })
    server.close()
  })

  it('can be told from a taken one', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    expect(await isPortFree(port, '127.0.0.1')).toBe(false)
    if (process.platform === 'linux') expect(await describeListener(port)).toContain(`pid ${process.pid} (`)
    server.close()
    await once(server, 'close')
    expect(await isPortFree(port, '127.0.0.1')).toBe(true)
    expect(await describeListener(port)).toBeUndefined()
  })
})
