import { workSchema } from '@tars/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { addEvaluation, addPolicy } from '../../../tests/harness/evaluation.ts'
import { addTraining, holdTraining } from '../../../tests/harness/training.ts'
import { readWork } from './work.ts'

let test: TestDatabase
beforeAll(async () => {
  test = await createTestDatabase()
})
afterAll(() => test.dispose())

describe('the work at hand', () => {
  it('is nothing in the beginning, and waits since never', async () => {
    const work = await readWork(test.database)
    expect(workSchema.parse(work)).toEqual(work)
    const none = { queued: 0, running: 0 }
    expect(work).toMatchObject({ trainings: none, runs: none, verifications: none, oldestQueuedAt: null })
    expect(work).toMatchObject({ outboxRows: 0, deadLetters: 0 })
  })

  it('counts what waits and what runs, tells since when the oldest waits, and what was given up', async () => {
    const waiting = await addTraining(test.database)
    await holdTraining(test.database, (await addTraining(test.database)).id)
    const evaluation = await addEvaluation(test.database, await addPolicy(test.database), { episodes: 10 })
    await test.database.query(
      `INSERT INTO verifications (id, evaluation_id, requested_by, region) VALUES (gen_random_uuid(), $1, 'test', 'test')`,
      [evaluation.id],
    )
    await test.database.query("UPDATE trainings SET available_at = '2026-01-31T12:00:00Z' WHERE id = $1", [
      waiting.id,
    ])
    await test.database.query("UPDATE runs SET available_at = now() + interval '1 hour'")
    await test.database.query(
      `INSERT INTO outbox (kind, channels, data, region) VALUES ('training.requested', '{trainings}', '{}', 'test')`,
    )
    await test.database.query(
      `INSERT INTO dead_letters (consumer, channel, "offset", reason, created_at)
       VALUES ('test', 'trainings', 1, 'why not', now()), ('test', 'trainings', 2, 'long ago', now() - interval '25 hours')`,
    )
    const work = await readWork(test.database)
    expect(workSchema.parse(work)).toEqual(work)
    expect(work).toMatchObject({
      trainings: { queued: 1, running: 1 },
      runs: { queued: 2, running: 0 },
      verifications: { queued: 1, running: 0 },
      oldestQueuedAt: '2026-01-31T12:00:00.000Z',
      outboxRows: 1,
      deadLetters: 1,
    })
  })

  it('that is tried again later waits already, and not in the future', async () => {
    await test.database.query("UPDATE trainings SET state = 'cancelled' WHERE state = 'queued'")
    await test.database.query("UPDATE verifications SET available_at = now() + interval '1 hour'")
    const { oldestQueuedAt, at } = await readWork(test.database)
    expect(oldestQueuedAt).toBe(at)
  })
})
