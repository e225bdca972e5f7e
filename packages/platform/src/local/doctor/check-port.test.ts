import { once } from 'node:events'
import { createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { findFreePort } from '../free-port.ts'
import { checkPort, readPortFacts } from './check-port.ts'

const facts = { port: 3000, portIsDefault: false, refusal: undefined, listener: undefined, url: undefined }

describe('the check of the port', () => {
  it('is content with a free one, and with one that is its own', async () => {
    const port = await findFreePort()
    expect(checkPort(await readPortFacts({ port, portIsDefault: false, url: undefined }))).toMatchObject({
      state: 'ok',
      found: `${port} is free`,
    })
    expect(checkPort({ ...facts, refusal: 'EADDRINUSE', url: 'http://127.0.0.1:3000' }).state).toBe('ok')
  })

  it('names who listens', async () => {
    const server = createServer().listen(await findFreePort(), '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as { port: number }
    const check = checkPort(await readPortFacts({ port, portIsDefault: false, url: undefined }))
    server.close()
    expect(check).toMatchObject({ id: 'port', state: 'broken' })
    expect(check.found).toMatch(new RegExp(`^${port} is taken by pid ${process.pid} \\(`))
    expect(check.mend).toContain(`\`./tars up --port ${port + 1}\``)
  })

  it('only warns of the default one, for `up` takes the next', () => {
    const check = checkPort({ ...facts, portIsDefault: true, refusal: 'EADDRINUSE' })
    expect(check).toMatchObject({ state: 'warning', found: '3000 is taken by a process of another user' })
  })

  it.each([
    ['EACCES', 'may not be used by this user'],
    ['EADDRNOTAVAIL', 'cannot be used: EADDRNOTAVAIL'],
  ])('tells what %s means', (refusal, words) => {
    expect(checkPort({ ...facts, refusal })).toMatchObject({
      state: 'broken',
      found: expect.stringContaining(words),
    })
  })
})
