import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { promotion, publishTogether, relayAll } from '../../../tests/harness/event.ts'
import { waitUntil } from '../../../tests/harness/wait-until.ts'
import { createFeedChannel } from './feed-channel.ts'
import { type Position, readEvents } from './read-events.ts'
import type { Sql } from './sql.ts'

const epoch = randomUUID()

/** A subscriber that notes what it is told. */
function createWitness() {
  const starts: { position: Position; recovered: boolean }[] = []
  const offsets: number[] = []
  return {
    starts,
    offsets,
    onStart: (position: Position, recovered: boolean) => void starts.push({ position, recovered }),
    onEvent: ({ offset }: { offset: number }) => void offsets.push(offset),
  }
}

describe('a channel of a feed', () => {
  let test: TestDatabase
  let database: TestDatabase['database']
  beforeAll(async () => {
    test = await createTestDatabase()
    database = test.database
  })
  afterAll(() => test.dispose())
  beforeEach(() => database.query('TRUNCATE outbox, events, channels'))

  const errors: unknown[] = []
  beforeEach(() => errors.splice(0))

  const open = (bounds: { ringSize?: number; replayMax?: number; sql?: Sql } = {}) => {
    const { ringSize = 100, replayMax = 100, sql = database } = bounds
    return createFeedChannel(sql, 'policies', {
      read: readEvents,
      epoch,
      ringSize,
      replayMax,
      onError: (error) => errors.push(error),
    })
  }
  const add = async (count: number) => {
    await publishTogether(
      database,
      Array.from({ length: count }, (_, index) => promotion(`a${index}`)),
    )
    await relayAll(database)
  }
  const resume = async (channel: ReturnType<typeof open>, since: Position | undefined) => {
    const witness = createWitness()
    await channel.join(since, witness)
    return witness
  }

  it('tells a new subscriber the head and hands on what follows', async () => {
    await add(3)
    const channel = open()
    const witness = await resume(channel, undefined)
    expect(witness.starts).toEqual([{ position: { epoch, offset: 3 }, recovered: true }])
    expect(witness.offsets).toEqual([])
    await add(2)
    channel.look()
    await channel.idle()
    expect(witness.offsets).toEqual([4, 5])
  })

  it('gives what was missed from memory', async () => {
    const channel = open()
    await resume(channel, undefined)
    await add(5)
    channel.look()
    await channel.idle()
    await database.query('DELETE FROM events')
    const witness = await resume(channel, { epoch, offset: 2 })
    expect(witness.starts).toEqual([{ position: { epoch, offset: 2 }, recovered: true }])
    expect(witness.offsets).toEqual([3, 4, 5])
  })

  it('gives what was missed from the database when it no longer remembers', async () => {
    const channel = open({ ringSize: 2 })
    await resume(channel, undefined)
    await add(5)
    const witness = await resume(channel, { epoch, offset: 0 })
    expect(witness.starts).toEqual([{ position: { epoch, offset: 0 }, recovered: true }])
    expect(witness.offsets).toEqual([1, 2, 3, 4, 5])
  })

  it('catches up over more than one batch of new events', async () => {
    const channel = open()
    const witness = await resume(channel, undefined)
    await add(1_050)
    channel.look()
    await channel.idle()
    expect(witness.offsets).toEqual(Array.from({ length: 1_050 }, (_, index) => index + 1))
  })

  it.each([
    ['of another incarnation of the log', { epoch: randomUUID(), offset: 1 }],
    ['that is still to come', { epoch, offset: 6 }],
    ['that lies too far back', { epoch, offset: 1 }],
  ])('says that events may be missing after a position %s, and goes on from the head', async (_, since) => {
    await add(5)
    const channel = open({ replayMax: 3 })
    const witness = await resume(channel, since)
    expect(witness.starts).toEqual([{ position: { epoch, offset: 5 }, recovered: false }])
    await add(1)
    channel.look()
    await channel.idle()
    expect(witness.offsets).toEqual([6])
  })

  it('gives as many events as it may, and says that they are all', async () => {
    await add(5)
    const witness = await resume(open({ replayMax: 3 }), { epoch, offset: 2 })
    expect(witness.starts).toEqual([{ position: { epoch, offset: 2 }, recovered: true }])
    expect(witness.offsets).toEqual([3, 4, 5])
  })

  it('says that events are missing when they have been forgotten', async () => {
    await add(5)
    await database.query('DELETE FROM events WHERE "offset" <= 3')
    const witness = await resume(open(), { epoch, offset: 1 })
    expect(witness.starts).toEqual([{ position: { epoch, offset: 5 }, recovered: false }])
    expect(witness.offsets).toEqual([])
  })

  it('goes on when a subscriber throws: the others get every event, and the error is told', async () => {
    const channel = open()
    await add(1)
    const before = await resume(channel, undefined)
    const broken = new Error('broken subscriber')
    let told = 0
    const thrower = {
      onStart: () => undefined,
      onEvent: () => {
        told += 1
        throw broken
      },
    }
    await channel.join({ epoch, offset: 0 }, thrower)
    const after = await resume(channel, undefined)
    await add(2)
    channel.look()
    await channel.idle()
    expect(before.offsets).toEqual([2, 3])
    expect(after.offsets).toEqual([2, 3])
    expect(told).toBe(3)
    expect(errors).toEqual([broken, broken, broken])
  })

  it('tells a subscriber that has left nothing more', async () => {
    const channel = open()
    const [gone, present] = [await resume(channel, undefined), await resume(channel, undefined)]
    channel.leave(gone)
    await add(1)
    channel.look()
    await channel.idle()
    expect(gone.offsets).toEqual([])
    expect(present.offsets).toEqual([1])
  })

  it('looks once for any number of wishes to look', async () => {
    let queries = 0
    const counting: Sql = {
      query: (text, values) => {
        queries += 1
        return database.query(text, values)
      },
    }
    const channel = open({ sql: counting })
    await resume(channel, undefined)
    const before = queries
    for (let wish = 0; wish < 1_000; wish++) channel.look()
    await channel.idle()
    expect(queries - before).toBe(1)
  })

  it('tells an error, and knows the true head when it gets there the next time', async () => {
    await add(3)
    await database.query('DELETE FROM events')
    let failures = 1
    const failing: Sql = {
      query: (text, values) =>
        failures-- > 0 ? Promise.reject(new Error('no connection')) : database.query(text, values),
    }
    const channel = open({ sql: failing })
    await expect(resume(channel, undefined)).rejects.toThrow('no connection')
    const witness = await resume(channel, undefined)
    expect(witness.starts).toEqual([{ position: { epoch, offset: 3 }, recovered: true }])
    expect(errors).toEqual([new Error('no connection')])
  })

  it('misses nothing when a look fails', async () => {
    let isDown = false
    const failing: Sql = {
      query: (text, values) =>
        isDown ? Promise.reject(new Error('no connection')) : database.query(text, values),
    }
    const channel = open({ sql: failing })
    const witness = await resume(channel, undefined)
    await add(2)
    isDown = true
    channel.look()
    await waitUntil(() => errors.length === 1)
    isDown = false
    await add(1)
    channel.look()
    await channel.idle()
    expect(witness.offsets).toEqual([1, 2, 3])
  })
})
