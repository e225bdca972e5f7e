import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { promotion, publishTogether, relayAll } from '../../../tests/harness/event.ts'
import { waitUntil } from '../../../tests/harness/wait-until.ts'
import { createPostgresTransport } from './postgres-transport.ts'

describe('the transport of PostgreSQL', () => {
  let test: TestDatabase

  beforeAll(async () => {
    test = await createTestDatabase()
  })

  afterAll(() => test.dispose())

  it('tells of a channel when the transaction commits, and not when it is rolled back', async () => {
    const transport = createPostgresTransport(test.database)
    const news: string[] = []
    const listener = await transport.listen((channel) => news.push(channel))
    const abandoned = test.database.transaction(async (sql) => {
      await transport.announce(sql, ['never'])
      throw new Error('abandoned')
    })
    await expect(abandoned).rejects.toThrow('abandoned')
    await test.database.transaction((sql) => transport.announce(sql, ['trainings', 'policies']))
    await waitUntil(() => news.length === 2)
    expect(news).toEqual(['trainings', 'policies'])
    listener.close()
  })

  it('reads the events of a channel after an offset, in order, no more than asked for', async () => {
    await publishTogether(
      test.database,
      Array.from({ length: 5 }, (_, index) => promotion(`agent-${index}`)),
    )
    await relayAll(test.database)
    const transport = createPostgresTransport(test.database)
    const events = await transport.read(test.database, 'policies', 2, 2)
    expect(events.map(({ offset }) => offset)).toEqual([3, 4])
  })
})
