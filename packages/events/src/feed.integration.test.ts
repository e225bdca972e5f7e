import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { promotion, publishTogether, relayAll } from '../../../tests/harness/event.ts'
import { waitUntil } from '../../../tests/harness/wait-until.ts'
import { createFeed, type Feed } from './feed.ts'
import { type Position, readEpoch } from './read-events.ts'
import { startRelay } from './relay.ts'
import type { EventStore } from './sql.ts'

const hourMs = 3_600_000
const refuse = (error: unknown) => {
  throw error
}

/** Subscribes and notes what it is told. */
async function watch(feed: Feed, since?: Position) {
  const offsets: number[] = []
  let start: { position: Position; recovered: boolean } | undefined
  const { close } = await feed.subscribe('policies', since, {
    onStart: (position, recovered) => {
      start = { position, recovered }
    },
    onEvent: ({ offset }) => offsets.push(offset),
  })
  if (start === undefined) throw new Error('The subscriber was not told where it stands.')
  return { offsets, close, ...start }
}

describe('a feed', () => {
  let test: TestDatabase
  let database: TestDatabase['database']
  beforeAll(async () => {
    test = await createTestDatabase()
    database = test.database
  })
  afterAll(() => test.dispose())
  beforeEach(() => database.query('TRUNCATE outbox, events, channels'))

  const add = async (agent = 'a') => {
    await publishTogether(database, [promotion(agent)])
    await relayAll(database)
  }

  it('gives every subscriber each event once and in order, whenever it joins and however many publish', async () => {
    const relay = await startRelay(database, { onError: refuse })
    const feed = await createFeed(database, { onError: refuse, ringSize: 20 })
    const first = await watch(feed)
    const watchers = [first]
    const publishers = Array.from({ length: 8 }, async (_, publisher) => {
      for (let turn = 0; turn < 25; turn++)
        await publishTogether(database, [promotion(`${publisher}-${turn}`)])
    })
    for (const target of [20, 60, 100, 140, 180]) {
      await waitUntil(() => first.offsets.length >= target)
      watchers.push(await watch(feed), await watch(feed, { epoch: feed.epoch, offset: target - 10 }))
    }
    await Promise.all(publishers)
    const end = (watcher: typeof first) => watcher.position.offset + watcher.offsets.length
    await waitUntil(() => watchers.every((watcher) => end(watcher) === 200))
    for (const { position, offsets, recovered } of watchers) {
      expect(recovered).toBe(true)
      expect(offsets).toEqual(offsets.map((_, index) => position.offset + index + 1))
    }
    await feed.close()
    await relay.stop()
  })

  it('leaves out and repeats nothing for a subscriber that comes back again and again', async () => {
    const relay = await startRelay(database, { onError: refuse })
    const feed = await createFeed(database, { onError: refuse, ringSize: 5 })
    const anchor = await watch(feed)
    const seen: number[] = []
    let last = anchor.position
    const publisher = (async () => {
      for (let turn = 0; turn < 100; turn++) await publishTogether(database, [promotion(`${turn}`)])
    })()
    while (seen.length < 100) {
      const visit = await watch(feed, last)
      expect(visit.position).toEqual(last)
      await waitUntil(() => visit.offsets.length > 0)
      visit.close()
      visit.close()
      seen.push(...visit.offsets)
      last = { epoch: feed.epoch, offset: seen.at(-1) ?? 0 }
    }
    await publisher
    expect(seen).toEqual(Array.from({ length: 100 }, (_, index) => index + 1))
    await feed.close()
    await relay.stop()
  })

  it('knows the incarnation of the log', async () => {
    const feed = await createFeed(database, { onError: refuse })
    expect(feed.epoch).toBe(await readEpoch(database))
    await feed.close()
  })

  it('is woken by notifications of the channel alone', async () => {
    const feed = await createFeed(database, { onError: refuse, pollMs: hourMs })
    const watcher = await watch(feed)
    await add()
    await waitUntil(() => watcher.offsets.length === 1)
    await feed.close()
  })

  it('finds by itself what nobody notified it of', async () => {
    const deaf: EventStore = { ...database, listen: async () => ({ close: () => undefined }) }
    const feed = await createFeed(deaf, { onError: refuse, pollMs: 20 })
    const watcher = await watch(feed)
    await add()
    await waitUntil(() => watcher.offsets.length === 1)
    await feed.close()
  })

  it('asks once for all channels at each look, and reads only those with news', async () => {
    const asked: string[] = []
    const counting: EventStore = {
      ...database,
      listen: async () => ({ close: () => undefined }),
      query: (text, values) => {
        asked.push(text)
        return database.query(text, values)
      },
    }
    const feed = await createFeed(counting, { onError: refuse, pollMs: 20 })
    const witness = { onStart: () => undefined, onEvent: () => undefined }
    await Promise.all(
      Array.from({ length: 50 }, () => feed.subscribe(`training:${randomUUID()}`, undefined, witness)),
    )
    const watcher = await watch(feed)
    asked.length = 0
    await add()
    await waitUntil(() => watcher.offsets.length === 1 && asked.length > 10)
    expect(asked.filter((text) => text.includes('FROM events'))).toHaveLength(1)
    expect(asked.filter((text) => !text.includes('FROM events'))).toEqual(
      Array(asked.length - 1).fill(expect.stringContaining('FROM channels')),
    )
    await feed.close()
  })

  it('goes on after the connection that hears the notifications was cut', async () => {
    const feed = await createFeed(database, { onError: refuse, pollMs: hourMs })
    const watcher = await watch(feed)
    const cut = await database.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND query LIKE 'LISTEN %' AND pid <> pg_backend_pid()`,
    )
    expect(cut).toHaveLength(1)
    await add('while nobody hears')
    await waitUntil(() => watcher.offsets.length === 1)
    await add('afterwards')
    await waitUntil(() => watcher.offsets.length === 2)
    await feed.close()
  })

  it('refuses a subscription that the database does not answer, and takes the next', async () => {
    let isDown = true
    const failing: EventStore = {
      ...database,
      query: (text, values) =>
        isDown && text.includes('channels')
          ? Promise.reject(new Error('no connection'))
          : database.query(text, values),
    }
    const errors: unknown[] = []
    await add()
    const feed = await createFeed(failing, { onError: (error) => errors.push(error) })
    await expect(watch(feed)).rejects.toThrow('no connection')
    isDown = false
    expect((await watch(feed)).position.offset).toBe(1)
    expect(errors).toEqual([new Error('no connection')])
    await feed.close()
  })

  it('looks at nothing any more once it is closed', async () => {
    let queries = 0
    const counting: EventStore = {
      ...database,
      query: (text, values) => {
        queries += 1
        return database.query(text, values)
      },
    }
    const closed = await createFeed(counting, { onError: refuse, pollMs: 5 })
    const watcher = await watch(closed)
    await waitUntil(() => queries > 5)
    await closed.close()
    const before = queries
    const open = await createFeed(database, { onError: refuse })
    const other = await watch(open)
    await add()
    await waitUntil(() => other.offsets.length === 1)
    expect(watcher.offsets).toEqual([])
    expect(queries).toBe(before)
    await open.close()
  })
})
