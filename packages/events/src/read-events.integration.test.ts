import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { promotion, publishTogether, relayAll } from '../../../tests/harness/event.ts'
import { readEpoch, readEvents, readHead, readHeads } from './read-events.ts'

describe('reading events', () => {
  let test: TestDatabase
  beforeAll(async () => {
    test = await createTestDatabase()
    await publishTogether(test.database, ['a', 'b', 'c', 'd'].map(promotion))
    await relayAll(test.database)
  })
  afterAll(() => test.dispose())

  it('gives the events after an offset, in order, as many as asked for', async () => {
    const events = await readEvents(test.database, 'policies', 1, 2)
    expect(events).toMatchObject([
      { channel: 'policies', offset: 2, kind: 'policy.promoted', data: { agent: 'b' }, traceparent: null },
      { offset: 3, data: { agent: 'c' } },
    ])
    expect(new Date(events[0]!.at).toISOString()).toBe(events[0]!.at)
    expect(await readEvents(test.database, 'policies', 4, 10)).toEqual([])
  })

  it('knows the head of a channel, which is 0 while it has no events', async () => {
    expect(await readHead(test.database, 'policies')).toBe(4)
    expect(await readHead(test.database, 'insights')).toBe(0)
    expect(await readHeads(test.database, ['insights', 'policies'])).toEqual([{ name: 'policies', head: 4 }])
  })

  it('names the incarnation of the log', async () => {
    const [row] = await test.database.query<{ epoch: string }>('SELECT epoch FROM event_log')
    expect(await readEpoch(test.database)).toBe(row?.epoch)
    expect(row?.epoch).toMatch(/^[0-9a-f-]{36}$/)
  })
})
