import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { promotion, publishTogether, relayAll } from '../../../tests/harness/event.ts'
import { waitUntil } from '../../../tests/harness/wait-until.ts'
import { createFeed } from './feed.ts'
import { eventRetentionHours, forgetEvents } from './forget-events.ts'

describe('forgetting events', () => {
  let test: TestDatabase
  let database: TestDatabase['database']
  beforeAll(async () => {
    test = await createTestDatabase()
    database = test.database
  })
  afterAll(() => test.dispose())
  beforeEach(() => database.query('TRUNCATE outbox, events, channels, consumers'))

  const errors: unknown[] = []
  const add = async (agents: readonly string[]) => {
    await publishTogether(database, agents.map(promotion))
    await relayAll(database)
  }
  const age = async (hours: number) => {
    await database.query("UPDATE events SET at = now() - $1 * interval '1 hour'", [hours])
    await database.query("UPDATE channels SET updated_at = now() - $1 * interval '1 hour'", [hours])
  }
  const listOffsets = async (channel: string) =>
    (
      await database.query<{ offset: number }>(
        'SELECT "offset" FROM events WHERE channel = $1 ORDER BY "offset"',
        [channel],
      )
    ).map(({ offset }) => offset)

  it('lets old events go and keeps young ones', async () => {
    await add(['a', 'b'])
    await age(eventRetentionHours + 1)
    await add(['c'])
    expect(await forgetEvents(database)).toBe(2)
    expect(await listOffsets('policies')).toEqual([3])
    expect(await forgetEvents(database)).toBe(0)
  })

  it('lets go what a consumer gave up more than 30 days ago, and nothing younger', async () => {
    await database.query(
      `INSERT INTO dead_letters (consumer, channel, "offset", reason, created_at)
       SELECT 'test', 'policies', days, 'why not', now() - days * interval '1 day' FROM unnest(ARRAY[29, 31]) AS days`,
    )
    await forgetEvents(database)
    expect(await database.query('SELECT "offset" FROM dead_letters')).toEqual([{ offset: 29 }])
  })

  it('lets an event go as soon as it is older than asked for, not before', async () => {
    await add(['a'])
    await age(2)
    expect(await forgetEvents(database, 3)).toBe(0)
    expect(await forgetEvents(database, 1)).toBe(1)
  })

  it('keeps what a consumer has yet to see, however old', async () => {
    await add(['a', 'b', 'c'])
    await age(1_000)
    await database.query(
      `INSERT INTO consumers (name, channel, "offset") VALUES ('quick', 'policies', 3), ('slow', 'policies', 1),
       ('other', 'insights', 0)`,
    )
    expect(await forgetEvents(database)).toBe(1)
    expect(await listOffsets('policies')).toEqual([2, 3])
  })

  it('gives no offset of a channel twice, however long it was quiet', async () => {
    const training = randomUUID()
    const channel = `training:${training}`
    const cancel = async () => {
      const data = { training, agent: 'a', environment: 'CartPole-v1' }
      await publishTogether(database, [{ kind: 'training.cancelled', data }])
      await relayAll(database)
    }
    const feed = await createFeed(database, { onError: (error) => errors.push(error), pollMs: 20 })
    const seen: number[] = []
    const onEvent = ({ offset }: { offset: number }) => void seen.push(offset)
    await cancel()
    const { close } = await feed.subscribe(channel, undefined, { onStart: () => undefined, onEvent })
    await age(eventRetentionHours + 1)
    expect(await forgetEvents(database)).toBe(2)
    await cancel()
    await waitUntil(() => seen.length > 0)
    expect(seen).toEqual([2])
    expect(await listOffsets('trainings')).toEqual([2])
    close()
    await feed.close()
    expect(errors).toEqual([])
  })
})
