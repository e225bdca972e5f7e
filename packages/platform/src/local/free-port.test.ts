import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { findFreePort, isPortFree } from './free-port.ts'
import { describeListener } from './port-listener.ts'

describe('a free port', () => {
  it('lies below the range of outgoing connections, and can be listened on', async () => {
    for (let i = 0; i < 20; i++) {
      const port = await findFreePort()
      expect(port).toBeGreaterThanOrEqual(20_000)
      expect(port).toBeLessThan(32_000)
    }
  })

  it('is never one that is taken: the next draw is tried, and fifty failures are an error', async () => {
    const first = await findFreePort()
    const server = createServer().listen(first, '127.0.0.1')
    await once(server, 'listening')
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
