import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { addTraining, holdTraining } from '../../../tests/harness/training.ts'
import { forgetOldCheckpoints, readLatestCheckpoint, storeCheckpoint } from './checkpoints.ts'
import { createId } from './id.ts'
import type { Held } from './trainings.ts'

let test: TestDatabase
beforeAll(async () => {
  test = await createTestDatabase()
})
afterAll(() => test.dispose())

async function begin(): Promise<Held> {
  const { id } = await addTraining(test.database)
  return holdTraining(test.database, id)
}

function fileOf(...bytes: number[]): Uint8Array {
  return Uint8Array.from(bytes)
}

async function listSteps(held: Held): Promise<number[]> {
  const rows = await test.database.query<{ steps: number }>(
    'SELECT steps FROM checkpoints WHERE training_id = $1 ORDER BY steps',
    [held.id],
  )
  return rows.map(({ steps }) => steps)
}

describe('a checkpoint', () => {
  it('is read back byte for byte, the latest of those there are', async () => {
    const held = await begin()
    expect(await readLatestCheckpoint(test.database, held.id)).toBeUndefined()
    expect(await storeCheckpoint(test.database, held, 100, fileOf(0, 1, 255))).toBe(true)
    expect(await storeCheckpoint(test.database, held, 200, fileOf(7))).toBe(true)
    const latest = await readLatestCheckpoint(test.database, held.id)
    expect(latest?.steps).toBe(200)
    expect([...(latest?.file ?? [])]).toEqual([7])
  })

  it('makes all but the latest two of its training go', async () => {
    const [held, other] = [await begin(), await begin()]
    await storeCheckpoint(test.database, other, 1, fileOf(1))
    for (const steps of [9, 10, 100, 1_000]) await storeCheckpoint(test.database, held, steps, fileOf(1))
    expect(await listSteps(held)).toEqual([100, 1_000])
    expect(await listSteps(other)).toEqual([1])
  })

  it('replaces the one of the same step', async () => {
    const held = await begin()
    await storeCheckpoint(test.database, held, 5, fileOf(1))
    expect(await storeCheckpoint(test.database, held, 5, fileOf(2))).toBe(true)
    expect(await listSteps(held)).toEqual([5])
    expect([...((await readLatestCheckpoint(test.database, held.id))?.file ?? [])]).toEqual([2])
  })

  it('gives its training all further attempts, since it has got on', async () => {
    const held = await begin()
    await test.database.query('UPDATE trainings SET attempts = 4 WHERE id = $1', [held.id])
    await storeCheckpoint(test.database, held, 1, fileOf(1))
    const rows = await test.database.query('SELECT attempts FROM trainings WHERE id = $1', [held.id])
    expect(rows).toEqual([{ attempts: 1 }])
  })

  it('does not land when the lease is lost, and makes none go', async () => {
    const held = await begin()
    for (const steps of [1, 2]) await storeCheckpoint(test.database, held, steps, fileOf(1))
    expect(await storeCheckpoint(test.database, { ...held, token: createId() }, 3, fileOf(3))).toBe(false)
    expect(await listSteps(held)).toEqual([1, 2])
  })

  it('does not land in a training that is not running', async () => {
    const held = await begin()
    await test.database.query("UPDATE trainings SET state = 'queued' WHERE id = $1", [held.id])
    expect(await storeCheckpoint(test.database, held, 1, fileOf(1))).toBe(false)
    expect(await listSteps(held)).toEqual([])
  })

  it('is forgotten 30 days after its training has ended, and not before', async () => {
    const [old, recent, running] = [await begin(), await begin(), await begin()]
    for (const held of [old, recent, running]) await storeCheckpoint(test.database, held, 1, fileOf(1))
    const end = (held: Held, age: string) =>
      test.database.query(
        "UPDATE trainings SET state = 'cancelled', ended_at = now() - $2::interval WHERE id = $1",
        [held.id, age],
      )
    await end(old, '30 days 1 minute')
    await end(recent, '29 days 23 hours')
    await forgetOldCheckpoints(test.database)
    expect(await Promise.all([old, recent, running].map(listSteps))).toEqual([[], [1], [1]])
  })
})
