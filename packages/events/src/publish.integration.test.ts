import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { promotion } from '../../../tests/harness/event.ts'
import { waitUntil } from '../../../tests/harness/wait-until.ts'
import { publish } from './publish.ts'
import { outboxNotification } from './sql.ts'

describe('publish', () => {
  let test: TestDatabase
  beforeAll(async () => {
    test = await createTestDatabase()
  })
  afterAll(() => test.dispose())
  beforeEach(() => test.database.query('TRUNCATE outbox'))

  const readOutbox = () =>
    test.database.query<Record<string, unknown>>(
      'SELECT kind, channels, data, region, traceparent, tracestate FROM outbox ORDER BY id',
    )

  it('writes an event with its channels, its region and its trace', async () => {
    const id = '0198c5d0-0000-7000-8000-000000000001'
    const data = { training: id, agent: 'a', environment: 'CartPole-v1' }
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
    const origin = { region: 'north', traceparent, tracestate: 'vendor=1' }
    await publish(test.database, [{ kind: 'training.cancelled', data }], origin)
    expect(await readOutbox()).toEqual([
      { kind: 'training.cancelled', channels: ['trainings', `training:${id}`], data, ...origin },
    ])
  })

  it('keeps events without a trace, in the order in which they are given', async () => {
    await publish(test.database, [promotion('a'), promotion('b')], { region: 'north' })
    expect(await readOutbox()).toMatchObject([
      { data: { agent: 'a' }, traceparent: null, tracestate: null },
      { data: { agent: 'b' } },
    ])
  })

  it('is undone with the transaction that it belongs to', async () => {
    const undone = test.database.transaction(async (sql) => {
      await publish(sql, [promotion('a')], { region: 'north' })
      throw new Error('the change was not possible')
    })
    await expect(undone).rejects.toThrow('the change was not possible')
    expect(await readOutbox()).toEqual([])
  })

  it('notifies when the transaction commits, and for no events not at all', async () => {
    let notified = 0
    const listener = await test.database.listen(outboxNotification, () => {
      notified += 1
    })
    await test.database.transaction((sql) => publish(sql, [], { region: 'north' }))
    await test.database.transaction(async (sql) => {
      await publish(sql, [promotion('a')], { region: 'north' })
      expect(notified).toBe(0)
    })
    await waitUntil(() => notified > 0)
    expect(notified).toBe(1)
    listener.close()
  })
})
