import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { promotion, publishTogether, relayAll } from '../../../tests/harness/event.ts'
import { waitUntil } from '../../../tests/harness/wait-until.ts'
import { publish } from './publish.ts'
import { readEvents, readHead } from './read-events.ts'
import { relayBatch, startRelay } from './relay.ts'
import type { EventStore } from './sql.ts'

const origin = { region: 'test' }
const refuse = (error: unknown) => {
  throw error
}

describe('the relay', () => {
  let test: TestDatabase
  let database: TestDatabase['database']
  beforeAll(async () => {
    test = await createTestDatabase()
    database = test.database
  })
  afterAll(() => test.dispose())
  beforeEach(() => database.query('TRUNCATE outbox, events, channels'))

  const listAgents = async () =>
    (await readEvents(database, 'policies', 0, 10_000)).map(
      ({ offset, data }) => `${offset} ${(data as { agent: string }).agent}`,
    )
  const countOutbox = async () =>
    (await database.query<{ rows: number }>('SELECT count(*) AS rows FROM outbox'))[0]?.rows

  it('gives each channel offsets without gaps, in the order of publishing', async () => {
    const [one, two] = [randomUUID(), randomUUID()]
    const events = [one, two, one].map((training) => ({
      kind: 'training.cancelled' as const,
      data: { training, agent: 'a', environment: 'CartPole-v1' },
    }))
    await publishTogether(database, events)
    await relayAll(database)
    await publishTogether(database, events)
    await relayAll(database)
    const read = async (channel: string) =>
      (await readEvents(database, channel, 0, 100)).map(
        ({ offset, data }) => [offset, (data as { training: string }).training] as const,
      )
    const ids = [one, two, one, one, two, one]
    expect(await read('trainings')).toEqual(ids.map((id, index) => [index + 1, id]))
    expect(await read(`training:${one}`)).toEqual([1, 2, 3, 4].map((offset) => [offset, one]))
    expect(await read(`training:${two}`)).toEqual([1, 2].map((offset) => [offset, two]))
    expect(await readHead(database, 'trainings')).toBe(6)
  })

  it('lets nothing newer overtake an older transaction that is still open, and loses nothing of it', async () => {
    await database.connection(async (older) => {
      await older.query('BEGIN')
      await publish(older, [promotion('older')], origin)
      await publishTogether(database, [promotion('newer')])
      expect(await database.transaction(relayBatch)).toEqual({ moved: 0, left: true })
      expect(await listAgents()).toEqual([])
      await older.query('COMMIT')
    })
    await relayAll(database)
    expect(await listAgents()).toEqual(['1 older', '2 newer'])
  })

  it('holds back for a transaction that has not published yet, since it still may', async () => {
    await database.connection(async (older) => {
      await older.query('BEGIN')
      await older.query('SELECT pg_current_xact_id()')
      await publishTogether(database, [promotion('newer')])
      expect(await database.transaction(relayBatch)).toEqual({ moved: 0, left: true })
      await publish(older, [promotion('older')], origin)
      await older.query('COMMIT')
    })
    await relayAll(database)
    expect(await listAgents()).toEqual(['1 older', '2 newer'])
  })

  it('leaves no gap for what was rolled back', async () => {
    await database.connection(async (older) => {
      await older.query('BEGIN')
      await publish(older, [promotion('undone')], origin)
      await publishTogether(database, [promotion('kept')])
      await older.query('ROLLBACK')
    })
    await relayAll(database)
    expect(await listAgents()).toEqual(['1 kept'])
  })

  it('moves one batch at a time and tells whether rows are left', async () => {
    await publishTogether(
      database,
      Array.from({ length: 600 }, (_, index) => promotion(`a${index}`)),
    )
    await waitUntil(async () => (await database.transaction(relayBatch)).moved === 500)
    expect(await countOutbox()).toBe(100)
    let last = { moved: 0, left: true }
    await waitUntil(async () => {
      last = await database.transaction(relayBatch)
      return last.moved > 0
    })
    expect(last).toEqual({ moved: 100, left: false })
    expect((await listAgents()).at(-1)).toBe('600 a599')
  })

  it('loses nothing when a batch is undone half-way, and lets no second batch in meanwhile', async () => {
    await publishTogether(database, [promotion('a'), promotion('b')])
    await database.connection(async (dying) => {
      await waitUntil(async () => {
        await dying.query('BEGIN')
        if ((await relayBatch(dying)).moved === 2) return true
        await dying.query('ROLLBACK')
        return false
      })
      expect(await database.transaction(relayBatch)).toEqual({ moved: 0, left: true })
      await dying.query('ROLLBACK')
    })
    expect(await listAgents()).toEqual([])
    await relayAll(database)
    expect(await listAgents()).toEqual(['1 a', '2 b'])
  })

  it('doubles nothing and leaves out nothing with two relays and ten publishers at once', async () => {
    let relayed = 0
    const options = {
      onRelayed: (rows: number) => {
        relayed += rows
      },
      onError: refuse,
    }
    const relays = [await startRelay(database, options), await startRelay(database, options)]
    const names = Array.from({ length: 10 }, (_, publisher) => `p${publisher}`)
    await Promise.all(
      names.map(async (name) => {
        for (let turn = 0; turn < 20; turn++) await publishTogether(database, [promotion(`${name}-${turn}`)])
      }),
    )
    await waitUntil(async () => (await readHead(database, 'policies')) === 200)
    for (const relay of relays) await relay.stop()
    const events = await readEvents(database, 'policies', 0, 1_000)
    expect(events.map(({ offset }) => offset)).toEqual(Array.from({ length: 200 }, (_, i) => i + 1))
    const agents = events.map(({ data }) => (data as { agent: string }).agent)
    expect(new Set(agents).size).toBe(200)
    // What one publisher published later has the later offset.
    for (const name of names) {
      const own = agents.filter((agent) => agent.startsWith(`${name}-`))
      expect(own).toEqual(Array.from({ length: 20 }, (_, turn) => `${name}-${turn}`))
    }
    expect(relayed).toBe(200)
    expect(await countOutbox()).toBe(0)
  })

  it('goes on where it left off when it is started again', async () => {
    const first = await startRelay(database, { onError: refuse })
    await publishTogether(database, [promotion('a')])
    await waitUntil(async () => (await readHead(database, 'policies')) === 1)
    await first.stop()
    await publishTogether(database, [promotion('b')])
    expect(await countOutbox()).toBe(1)
    const second = await startRelay(database, { onError: refuse })
    await publishTogether(database, [promotion('c')])
    await waitUntil(async () => (await readHead(database, 'policies')) === 3)
    await second.stop()
    expect(await listAgents()).toEqual(['1 a', '2 b', '3 c'])
  })

  it('tells an error and tries again', async () => {
    const errors: unknown[] = []
    const failing: EventStore = {
      ...database,
      transaction: (work) =>
        errors.length === 0 ? Promise.reject(new Error('no disk')) : database.transaction(work),
    }
    const relay = await startRelay(failing, { onError: (error) => errors.push(error) })
    await publishTogether(database, [promotion('a')])
    await waitUntil(async () => (await readHead(database, 'policies')) === 1)
    await relay.stop()
    expect(errors).toEqual([new Error('no disk')])
  })

  it('works at nothing when it cannot be woken', async () => {
    const deaf: EventStore = { ...database, listen: () => Promise.reject(new Error('no connection')) }
    await publishTogether(database, [promotion('a')])
    await expect(startRelay(deaf, { onError: refuse })).rejects.toThrow('no connection')
    expect(await countOutbox()).toBe(1)
  })
})
