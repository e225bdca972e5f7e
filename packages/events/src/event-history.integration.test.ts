import type { TarsEvent } from '@tars/contracts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { publishTogether, relayAll } from '../../../tests/harness/event.ts'
import { findDeadLetterReason, haveCaughtUp, readEventHistory } from './event-history.ts'

const evaluation = '0198c5d0-0000-7000-8000-000000000001'
const channel = `evaluation:${evaluation}`
const subject = { evaluation, policy: evaluation, agent: 'a', environment: 'CartPole-v1' }
const progressed = (episodesDone: number): TarsEvent => ({
  kind: 'evaluation.progressed',
  data: { ...subject, episodesDone, episodesTotal: 20 },
})

describe('what is known of past events', () => {
  let test: TestDatabase
  beforeAll(async () => {
    test = await createTestDatabase()
  })
  afterAll(() => test.dispose())
  beforeEach(() => test.database.query('TRUNCATE outbox, events, channels, consumers, dead_letters'))

  const tell = async (...events: TarsEvent[]) => {
    await publishTogether(test.database, events)
    await relayAll(test.database)
  }
  const age = (seconds: number) =>
    test.database.query("UPDATE events SET at = now() - $1 * interval '1 second'", [seconds])
  const read = (changes: object = {}) =>
    readEventHistory(test.database, { channel, kind: 'evaluation.progressed', ...changes })

  it('is nothing where nothing was published', async () => {
    expect(await read()).toEqual({ times: 0, lastAgeMs: null })
  })

  it('counts events of a kind with their last age, those that wait for the relay too', async () => {
    await tell(progressed(10), progressed(20), { kind: 'evaluation.resumed', data: subject })
    await age(90)
    const known = await read()
    expect(known.times).toBe(2)
    expect(known.lastAgeMs).toBeGreaterThan(89_000)
    expect(known.lastAgeMs).toBeLessThan(100_000)
    await publishTogether(test.database, [progressed(20)])
    const waiting = await read()
    expect(waiting.times).toBe(3)
    expect(waiting.lastAgeMs).toBeLessThan(10_000)
  })

  it('counts those only whose data fit, and that came after the last event of a kind', async () => {
    await tell(progressed(10), progressed(20))
    expect((await read({ data: { episodesDone: 20 } })).times).toBe(1)
    await tell({ kind: 'evaluation.resumed', data: subject }, progressed(20))
    expect((await read({ data: { episodesDone: 20 }, after: 'evaluation.resumed' })).times).toBe(1)
    expect((await read({ after: 'evaluation.failed' })).times).toBe(3)
  })

  it('says whether every consumer has handled what is old', async () => {
    const caughtUp = () => haveCaughtUp(test.database, 'evaluations', 60_000)
    expect(await caughtUp()).toBe(true)
    await test.database.query(
      "INSERT INTO consumers (name, channel) VALUES ('one', 'evaluations'), ('two', 'evaluations')",
    )
    await tell(progressed(10), progressed(20))
    expect(await caughtUp()).toBe(true)
    await age(61)
    expect(await caughtUp()).toBe(false)
    await test.database.query(`UPDATE consumers SET "offset" = 2 WHERE name = 'one'`)
    expect(await caughtUp()).toBe(false)
    await test.database.query(`UPDATE consumers SET "offset" = 2 WHERE name = 'two'`)
    expect(await caughtUp()).toBe(true)
    await publishTogether(test.database, [progressed(20)])
    expect(await caughtUp()).toBe(true)
    await test.database.query("UPDATE outbox SET created_at = now() - interval '61 seconds'")
    expect(await caughtUp()).toBe(false)
    expect(await haveCaughtUp(test.database, 'trainings', 60_000)).toBe(true)
  })

  it('gives the reason for which an event was set aside last', async () => {
    await tell(progressed(10), progressed(20))
    const find = (id: string) => findDeadLetterReason(test.database, 'evaluations', { evaluation: id })
    expect(await find(evaluation)).toBeUndefined()
    await test.database.query(
      `INSERT INTO dead_letters (consumer, channel, "offset", reason)
       VALUES ('one', 'evaluations', 1, 'first'), ('one', 'evaluations', 2, 'second'), ('two', 'trainings', 1, 'other')`,
    )
    expect(await find(evaluation)).toBe('second')
    expect(await find('0198c5d0-0000-7000-8000-000000000002')).toBeUndefined()
  })
})
