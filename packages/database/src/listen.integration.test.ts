import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { connectDatabase, type Database } from './connect.ts'

let test: TestDatabase
beforeAll(async () => {
  test = await createTestDatabase()
})
afterAll(() => test.dispose())

const applicationName = 'listening'
const patience = { timeout: 10_000, interval: 20 }

function open(url = test.url): Database {
  return connectDatabase({ url, applicationName })
}

function notify(channel: string, payload: string): Promise<unknown> {
  return test.database.query('SELECT pg_notify($1, $2)', [channel, payload])
}

async function listeners(): Promise<number[]> {
  const rows = await test.database.query<{ pid: number }>(
    'SELECT pid FROM pg_stat_activity WHERE application_name = $1 AND datname = current_database()',
    [applicationName],
  )
  return rows.map(({ pid }) => pid)
}

/** Something in front of the server that can turn everybody away, counting them, and let them in again. */
async function startDoor() {
  const { hostname, port } = new URL(test.url)
  const sockets = new Set<Socket>()
  let isShut = false
  let refusals = 0
  const server = createServer((from) => {
    if (isShut) {
      refusals++
      from.on('error', () => undefined).destroy()
      return
    }
    const to = connect(Number(port), hostname)
    for (const socket of [from, to]) {
      sockets.add(socket)
      socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket))
    }
    from.pipe(to).pipe(from)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = new URL(test.url)
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const shut = () => {
    isShut = true
    for (const socket of sockets) socket.destroy()
  }
  return {
    url: url.href,
    shut,
    reopen: () => {
      isShut = false
    },
    refusals: () => refusals,
    async [Symbol.asyncDispose]() {
      shut()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

describe('a listener', () => {
  it('is called with every notification of its channel, in order, and of no other', async () => {
    await using database = open()
    const heard: string[] = []
    await database.listen('a', (payload) => heard.push(payload))
    await database.listen('b "quoted"', (payload) => heard.push(`b:${payload}`))
    await notify('a', '1')
    await notify('c', 'x')
    await notify('A', 'x')
    await notify('b "quoted"', '2')
    await notify('a', '3')
    await vi.waitFor(() => expect(heard).toEqual(['1', 'b:2', '3']), patience)
  })

  it('shares one connection with all others of its process', async () => {
    await using database = open()
    await Promise.all(['a', 'b', 'a', 'c'].map((channel) => database.listen(channel, () => undefined)))
    expect(await listeners()).toHaveLength(1)
  })

  it('hears what is sent as soon as it is promised to listen', async () => {
    await using database = open()
    await database.listen('first', () => undefined)
    const heard: string[] = []
    // Both ask at once: neither may come back before the server listens.
    const asked = ['x', 'y'].map(async (name) => {
      await database.listen('later', (payload) => heard.push(`${name}${payload}`))
      await notify('later', name)
    })
    await Promise.all(asked)
    await vi.waitFor(() => expect(heard).toEqual(expect.arrayContaining(['xx', 'yy'])), patience)
  })

  it('is silent once it is closed, while others on its channel go on', async () => {
    await using database = open()
    const heard: string[] = []
    const onNotify = (payload: string) => heard.push(payload)
    const first = await database.listen('a', onNotify)
    await database.listen('a', onNotify)
    await notify('a', '1')
    await vi.waitFor(() => expect(heard).toEqual(['1', '1']), patience)
    first.close()
    await notify('a', '2')
    await notify('a', '3')
    await vi.waitFor(() => expect(heard).toEqual(['1', '1', '2', '3']), patience)
  })
})

describe('a listener whose connection is lost', () => {
  it('is called with nothing once it is back, and then with what comes', async () => {
    await using database = open()
    const heard: string[] = []
    await database.listen('a', (payload) => heard.push(payload))
    await test.database.query('SELECT pg_terminate_backend($1, 5000)', await listeners())
    await notify('a', 'missed')
    await vi.waitFor(() => expect(heard).toEqual(['']), patience)
    await notify('a', 'back')
    await vi.waitFor(() => expect(heard).toEqual(['', 'back']), patience)
    expect(await listeners()).toHaveLength(1)
  })

  it('tries until the server is there again', async () => {
    await using door = await startDoor()
    await using database = open(door.url)
    const heard: string[] = []
    await database.listen('a', (payload) => heard.push(payload))
    door.shut()
    await expect(database.listen('b', () => undefined)).rejects.toMatchObject({
      code: 'DATABASE_UNAVAILABLE',
    })
    await vi.waitFor(() => expect(door.refusals()).toBeGreaterThan(2), patience)
    expect(heard).toEqual([])
    door.reopen()
    await vi.waitFor(() => expect(heard).toEqual(['']), patience)
    expect(await listeners()).toHaveLength(1)
  })

  it('is brought back at once by whoever asks for another channel', async () => {
    await using database = open()
    const heard: string[] = []
    await database.listen('a', (payload) => heard.push(payload))
    await test.database.query('SELECT pg_terminate_backend($1, 5000)', await listeners())
    await vi.waitFor(async () => {
      await database.listen('b', (payload) => heard.push(`b${payload}`))
      expect(heard).toContain('')
    }, patience)
    await notify('b', '1')
    await vi.waitFor(() => expect(heard).toContain('b1'), patience)
    expect(await listeners()).toHaveLength(1)
  })
})

describe('a listener that cannot be had', () => {
  it('is DATABASE_UNAVAILABLE, is never called, and can be asked for again', async () => {
    await using door = await startDoor()
    await using database = open(door.url)
    door.shut()
    const heard: string[] = []
    const refused = database.listen('a', () => heard.push('refused'))
    await expect(refused).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' })
    door.reopen()
    await database.listen('a', (payload) => heard.push(payload))
    await notify('a', '1')
    await vi.waitFor(() => expect(heard).toEqual(['1']), patience)
  })
})

describe('closing the database', () => {
  it('leaves no connection, even while one is being opened', async () => {
    const database = open()
    const asked = database.listen('a', () => undefined)
    await database[Symbol.asyncDispose]()
    await asked
    await vi.waitFor(async () => expect(await listeners()).toEqual([]), patience)
  })

  it('refuses whoever comes later', async () => {
    const database = open()
    await database[Symbol.asyncDispose]()
    await expect(database.listen('a', () => undefined)).rejects.toThrow('closed')
    expect(await listeners()).toEqual([])
  })

  it('ends the attempts to come back', async () => {
    await using door = await startDoor()
    const closing = open(door.url)
    await using staying = open(door.url)
    const heard: string[] = []
    await staying.listen('a', (payload) => heard.push(payload))
    await closing.listen('a', () => undefined)
    door.shut()
    await vi.waitFor(() => expect(door.refusals()).toBeGreaterThan(1), patience)
    await closing[Symbol.asyncDispose]()
    door.reopen()
    // Both try at the same pace: when one is back, the other would be.
    await vi.waitFor(() => expect(heard).toEqual(['']), patience)
    expect(await listeners()).toHaveLength(1)
  })
})
