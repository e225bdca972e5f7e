import { TarsError } from '@tars/contracts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { promotion, publishTogether, relayAll } from '../../../tests/harness/event.ts'
import { waitUntil } from '../../../tests/harness/wait-until.ts'
import { type Consumer, consume } from './consume.ts'
import type { StoredEvent } from './read-events.ts'
import type { EventStore, Sql } from './sql.ts'

const agentOf = (event: StoredEvent) => (event.data as { agent: string }).agent
const refuse = (error: unknown) => {
  throw error
}
/** Leaves the only trace of an event, in its transaction. */
const leaveTrace = (sql: Sql, event: StoredEvent) =>
  sql.query('INSERT INTO traces (agent) VALUES ($1)', [agentOf(event)])

describe('a consumer', () => {
  let test: TestDatabase
  let database: TestDatabase['database']
  beforeAll(async () => {
    test = await createTestDatabase()
    database = test.database
    await database.query('CREATE TABLE traces (id bigint GENERATED ALWAYS AS IDENTITY, agent text NOT NULL)')
  })
  afterAll(() => test.dispose())
  beforeEach(() => database.query('TRUNCATE outbox, events, channels, consumers, dead_letters, traces'))

  const add = async (...agents: string[]) => {
    await publishTogether(database, agents.map(promotion))
    await relayAll(database)
  }
  const listTraces = async () =>
    (await database.query<{ agent: string }>('SELECT agent FROM traces ORDER BY id')).map(
      ({ agent }) => agent,
    )
  const consumer = (handle: Consumer['handle']): Consumer => ({ name: 'tester', channel: 'policies', handle })
  const readPosition = async () =>
    (await database.query<{ offset: number }>('SELECT "offset" FROM consumers WHERE name = \'tester\''))[0]
      ?.offset
  const reaches = (offset: number) => waitUntil(async () => (await readPosition()) === offset)
  const listDeadLetters = () =>
    database.query('SELECT consumer, channel, "offset", reason FROM dead_letters ORDER BY "offset"')

  it('handles what is there and what comes, in order', async () => {
    await add('a', 'b')
    const running = await consume(
      database,
      consumer(async (sql, event) => void (await leaveTrace(sql, event))),
      { onError: refuse },
    )
    await reaches(2)
    await add('c')
    await reaches(3)
    await running.stop()
    expect(await listTraces()).toEqual(['a', 'b', 'c'])
  })

  it('leaves nothing of an attempt that fails half-way, and has its effect once', async () => {
    const errors: [unknown, number | undefined][] = []
    await add('a', 'b', 'c')
    const running = await consume(
      database,
      consumer(async (sql, event) => {
        await leaveTrace(sql, event)
        if (agentOf(event) === 'b' && errors.length < 2) throw new Error('half-way')
      }),
      { onError: (error, event) => errors.push([error, event?.offset]) },
    )
    await reaches(3)
    await running.stop()
    expect(await listTraces()).toEqual(['a', 'b', 'c'])
    expect(errors).toEqual([
      [new Error('half-way'), 2],
      [new Error('half-way'), 2],
    ])
    expect(await listDeadLetters()).toEqual([])
  })

  it('sets an event aside after five attempts, with the reason, and goes on', async () => {
    const attemptsMs: number[] = []
    let adding: Promise<void> | undefined
    await add('a', 'b', 'poison', 'd')
    const running = await consume(
      database,
      consumer(async (sql, event) => {
        await leaveTrace(sql, event)
        if (agentOf(event) !== 'poison') return
        attemptsMs.push(performance.now())
        throw new Error(`cannot be handled ${'x'.repeat(3_000)}`)
      }),
      {
        // New events wake the consumer, which must not use up the attempts faster.
        onError: () => {
          adding ??= add('e')
        },
      },
    )
    await reaches(5)
    await adding
    await running.stop()
    expect(await listTraces()).toEqual(['a', 'b', 'd', 'e'])
    expect(await listDeadLetters()).toEqual([
      {
        consumer: 'tester',
        channel: 'policies',
        offset: 3,
        reason: `cannot be handled ${'x'.repeat(1_982)}`,
      },
    ])
    expect(attemptsMs).toHaveLength(5)
    for (const attempt of [1, 2, 3, 4])
      expect(attemptsMs[attempt]! - attemptsMs[attempt - 1]!).toBeGreaterThanOrEqual(200 * attempt - 1)
  })

  it('holds no outage of the database against an event', async () => {
    let outages = 0
    await add('a')
    const running = await consume(
      database,
      consumer(async (sql, event) => {
        if (outages < 3) throw new TarsError('DATABASE_UNAVAILABLE', `outage ${++outages}`)
        await leaveTrace(sql, event)
      }),
      { onError: () => undefined, attemptsMax: 2 },
    )
    // An outage ends with a new connection, which wakes the consumer.
    const waking = setInterval(() => void database.query("SELECT pg_notify('tars_events', '')"), 50)
    await reaches(1)
    clearInterval(waking)
    await running.stop()
    expect(outages).toBe(3)
    expect(await listTraces()).toEqual(['a'])
    expect(await listDeadLetters()).toEqual([])
  })

  it('does what is left for after the commit once, when the attempt has succeeded and its effect can be seen', async () => {
    const counted: string[] = []
    let attempts = 0
    await add('a', 'b')
    const running = await consume(
      database,
      consumer(async (sql, event, afterCommit) => {
        await leaveTrace(sql, event)
        afterCommit(() => counted.push(agentOf(event)))
        if (++attempts < 3) throw new Error('half-way')
      }),
      { onError: () => undefined },
    )
    await waitUntil(() => counted.length === 2)
    await running.stop()
    expect(counted).toEqual(['a', 'b'])
    expect(await listTraces()).toEqual(['a', 'b'])
  })

  it('commits an event that leaves something for afterwards before it handles the next', async () => {
    const seen: string[][] = []
    await add('a', 'b', 'c')
    const running = await consume(
      database,
      consumer(async (sql, event, afterCommit) => {
        seen.push(await listTraces())
        await leaveTrace(sql, event)
        if (agentOf(event) === 'a') afterCommit(() => undefined)
      }),
      { onError: refuse },
    )
    await reaches(3)
    await running.stop()
    expect(seen).toEqual([[], ['a'], ['a']])
  })

  it('takes the number of attempts that it is given, and reasons of any kind', async () => {
    let attempts = 0
    await add('poison')
    const running = await consume(
      database,
      consumer(() => {
        attempts += 1
        return Promise.reject('just a text')
      }),
      { onError: () => undefined, attemptsMax: 2 },
    )
    await reaches(1)
    await running.stop()
    expect(attempts).toBe(2)
    expect(await listDeadLetters()).toMatchObject([{ reason: 'just a text' }])
  })

  it('shares a name with others: each event is handled by one of them', async () => {
    const agents = Array.from({ length: 250 }, (_, index) => `a${index}`)
    const options = { onError: refuse }
    const handle: Consumer['handle'] = async (sql, event) => void (await leaveTrace(sql, event))
    const crew = [
      await consume(database, consumer(handle), options),
      await consume(database, consumer(handle), options),
      await consume(database, consumer(handle), options),
    ]
    for (let start = 0; start < 250; start += 50) await add(...agents.slice(start, start + 50))
    await reaches(250)
    for (const running of crew) await running.stop()
    expect(await listTraces()).toEqual(agents)
  })

  it('never moves the position back when another has handled the event meanwhile', async () => {
    const other = Promise.withResolvers<void>()
    let transactions = 0
    const slow: EventStore = {
      ...database,
      transaction: async (work) => {
        // The second transaction is the one that sets the event aside.
        if (++transactions === 2) await other.promise
        return database.transaction(work)
      },
    }
    await add('a', 'b')
    const failing = await consume(
      slow,
      consumer(() => Promise.reject(new Error('not here'))),
      { onError: () => undefined, attemptsMax: 1 },
    )
    await waitUntil(() => transactions === 2)
    const working = await consume(
      database,
      consumer(async (sql, event) => void (await leaveTrace(sql, event))),
      { onError: refuse },
    )
    await reaches(2)
    other.resolve()
    await failing.stop()
    await working.stop()
    expect(await listTraces()).toEqual(['a', 'b'])
    expect(await listDeadLetters()).toEqual([])
    expect(await readPosition()).toBe(2)
  })

  it('goes on where it left off when it is started again', async () => {
    const handle: Consumer['handle'] = async (sql, event) => void (await leaveTrace(sql, event))
    await add('a')
    const first = await consume(database, consumer(handle), { onError: refuse })
    await reaches(1)
    await first.stop()
    await add('b')
    const second = await consume(database, consumer(handle), { onError: refuse })
    await reaches(2)
    await second.stop()
    expect(await listTraces()).toEqual(['a', 'b'])
  })

  it('waits for the event at hand when it is stopped', async () => {
    const gate = Promise.withResolvers<void>()
    let isBegun = false
    await add('a')
    const running = await consume(
      database,
      consumer(async (sql, event) => {
        isBegun = true
        await gate.promise
        await leaveTrace(sql, event)
      }),
      { onError: refuse },
    )
    await waitUntil(() => isBegun)
    const stopping = running.stop()
    gate.resolve()
    await stopping
    expect(await listTraces()).toEqual(['a'])
    expect(await readPosition()).toBe(1)
  })

  it('tells of errors that no event is to blame for, and blames none', async () => {
    const errors: unknown[][] = []
    const failing: EventStore = {
      ...database,
      transaction: (work) =>
        errors.length === 0 ? Promise.reject(new Error('no connection')) : database.transaction(work),
    }
    await add('a')
    const running = await consume(
      failing,
      consumer(async (sql, event) => void (await leaveTrace(sql, event))),
      { onError: (...told) => errors.push(told), attemptsMax: 1 },
    )
    await reaches(1)
    await running.stop()
    expect(errors).toEqual([[new Error('no connection'), undefined]])
    expect(await listTraces()).toEqual(['a'])
  })

  it('keeps an event that it cannot set aside, and sets it aside as soon as it can', async () => {
    const errors: unknown[] = []
    let transactions = 0
    const failing: EventStore = {
      ...database,
      transaction: (work) =>
        ++transactions === 2 ? Promise.reject(new Error('no connection')) : database.transaction(work),
    }
    await add('poison', 'b')
    const running = await consume(
      failing,
      consumer(async (sql, event) => {
        if (agentOf(event) === 'poison') throw new Error('poison')
        await leaveTrace(sql, event)
      }),
      { onError: (error) => errors.push(error), attemptsMax: 1 },
    )
    await reaches(2)
    await running.stop()
    expect(errors).toEqual([new Error('poison'), new Error('no connection'), new Error('poison')])
    expect(await listDeadLetters()).toMatchObject([{ offset: 1, reason: 'poison' }])
    expect(await listTraces()).toEqual(['b'])
  })
})
