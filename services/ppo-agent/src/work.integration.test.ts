import { TarsError } from '@tars/contracts'
import { cancelTraining, type Database, readTraining } from '@tars/database'
import type { Lease } from '@tars/events'
import { createLog, type Log } from '@tars/telemetry'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { addTraining } from '../../../tests/harness/training.ts'
import { waitUntil } from '../../../tests/harness/wait-until.ts'
import { openSlot, type SlotOptions } from './work.ts'

describe('a slot', () => {
  let test: TestDatabase
  let database: Database
  const lines: string[] = []
  const log: Log = createLog({
    service: 'test',
    level: 'warn',
    destination: { write: (line) => void lines.push(line) },
  })
  beforeAll(async () => {
    test = await createTestDatabase()
    database = test.database
  })
  afterAll(() => test.dispose())
  beforeEach(async () => {
    lines.splice(0)
    await database.query('TRUNCATE agents CASCADE')
  })

  const open = (perform: SlotOptions['perform'], leaseMs = 60_000, store: Database = database) =>
    openSlot({ database: store, log }, { table: 'trainings', owner: 'tester', leaseMs, perform })
  const end = (id: string) => database.query("UPDATE trainings SET state = 'completed' WHERE id = $1", [id])
  const listMessages = () => lines.map((line) => (JSON.parse(line) as { message: string }).message)
  const aborted = (signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      if (signal.aborted) resolve()
      signal.addEventListener('abort', () => resolve())
    })
  /** A store whose statements that hold a word fail while asked to. */
  const failingStore = (
    word: string,
    isDown: () => boolean,
    error: Error = new Error('no connection'),
  ): Database => ({
    ...database,
    query: (text, values) =>
      text.includes(word) && isDown() ? Promise.reject(error) : database.query(text, values),
  })

  it('does what waits, one piece after the other, and what comes when it is woken', async () => {
    const first = [(await addTraining(database)).id, (await addTraining(database)).id]
    const done: string[] = []
    let atWork = 0
    const slot = open(async ({ id }) => {
      expect(++atWork).toBe(1)
      await end(id)
      done.push(id)
      atWork -= 1
    })
    await waitUntil(() => done.length === 2)
    const { id: third } = await addTraining(database)
    slot.wake()
    await waitUntil(() => done.length === 3)
    await slot.stop()
    expect(done).toEqual([...first, third])
  })

  it('keeps its lease for as long as the work takes', async () => {
    const { id } = await addTraining(database)
    const gate = Promise.withResolvers<void>()
    let attempts = 0
    const slot = open(async () => {
      attempts += 1
      await gate.promise
      await end(id)
    }, 300)
    const readUntil = async () =>
      (await database.query<{ leaseUntil: string | null }>('SELECT lease_until FROM trainings'))[0]
        ?.leaseUntil
    await waitUntil(() => attempts === 1)
    const seen = new Set<string | null | undefined>()
    await waitUntil(async () => seen.add(await readUntil()).size > 4)
    gate.resolve()
    await slot.stop()
    expect(attempts).toBe(1)
  })

  it('asks the work to stop when its lease is lost', async () => {
    const { id } = await addTraining(database)
    let isAtWork = false
    let wasAsked = false
    const slot = open(async (_, signal) => {
      isAtWork = true
      await aborted(signal)
      wasAsked = true
    }, 60)
    await waitUntil(() => isAtWork)
    expect(await database.transaction((sql) => cancelTraining(sql, id))).toBe(true)
    await waitUntil(() => wasAsked)
    await slot.stop()
    expect((await readTraining(database, id))?.state).toBe('cancelled')
  })

  it('asks the work to stop when it could not hold its lease for a whole length of it', async () => {
    await addTraining(database)
    let isDown = false
    let askedMs = Number.NaN
    const startedMs = performance.now()
    const store = failingStore('SET lease_until', () => isDown)
    const slot = open(
      async ({ id }, signal) => {
        isDown = true
        await aborted(signal)
        askedMs = performance.now()
        await end(id)
      },
      150,
      store,
    )
    await waitUntil(() => !Number.isNaN(askedMs))
    expect(askedMs - startedMs).toBeGreaterThanOrEqual(150)
    await slot.stop()
    expect(listMessages()).toContain('A lease could not be renewed.')
  })

  it('goes on when one renewal fails and the next does not', async () => {
    await addTraining(database)
    let failures = 0
    let wasAsked = false
    const store = failingStore('SET lease_until', () => failures++ === 0)
    const gate = Promise.withResolvers<void>()
    const slot = open(
      async ({ id }, signal) => {
        signal.addEventListener('abort', () => {
          wasAsked = true
        })
        await gate.promise
        await end(id)
      },
      900,
      store,
    )
    await waitUntil(() => failures > 1)
    expect(wasAsked).toBe(false)
    gate.resolve()
    await slot.stop()
  })

  it('asks the work at hand to stop when it is stopped itself, and waits for it', async () => {
    const { id } = await addTraining(database)
    await addTraining(database)
    const performed: string[] = []
    const slot = open(async (lease, signal) => {
      performed.push(lease.id)
      await aborted(signal)
      await end(lease.id)
    })
    await waitUntil(() => performed.length === 1)
    await slot.stop()
    expect(performed).toEqual([id])
    expect((await readTraining(database, id))?.state).toBe('completed')
  })

  it('tries work again that throws, as another attempt', async () => {
    const { id } = await addTraining(database)
    const leases: Lease[] = []
    const slot = open(async (lease) => {
      leases.push(lease)
      if (leases.length === 1) throw new Error('the thread died')
      await end(lease.id)
    })
    await waitUntil(() => lines.length === 1)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'error',
      message: 'Work failed and is tried again.',
      table: 'trainings',
      id,
      attempt: 1,
    })
    await waitUntil(async () => (await readTraining(database, id))?.state === 'queued')
    await database.query('UPDATE trainings SET available_at = now()')
    slot.wake()
    await waitUntil(() => leases.length === 2)
    await slot.stop()
    expect(leases.map(({ attempt }) => attempt)).toEqual([1, 2])
  })

  it('counts no attempt at work that an outage of the database has stopped, even when it could not give it back at once', async () => {
    const { id } = await addTraining(database)
    const outage = new TarsError('DATABASE_UNAVAILABLE', 'The database cannot be reached.')
    const leases: Lease[] = []
    let refusals = 0
    const store = failingStore('attempts = attempts - 1', () => ++refusals <= 3, outage)
    const slot = open(
      async (lease) => {
        leases.push(lease)
        if (leases.length === 1) throw outage
        await end(lease.id)
      },
      60_000,
      store,
    )
    await waitUntil(async () => (await readTraining(database, id))?.state === 'completed', 3_000)
    await slot.stop()
    expect(refusals).toBe(4)
    expect(leases.map(({ attempt }) => attempt)).toEqual([1, 1])
  })

  it('waits a moment before it claims again what an outage has stopped', async () => {
    const { id } = await addTraining(database)
    const startsMs: number[] = []
    const slot = open(async () => {
      startsMs.push(performance.now())
      if (startsMs.length === 1)
        throw new TarsError('DATABASE_UNAVAILABLE', 'The database cannot be reached.')
      await end(id)
    })
    await waitUntil(() => startsMs.length === 2, 3_000)
    await slot.stop()
    const [first = 0, second = 0] = startsMs
    expect(second - first).toBeGreaterThan(900)
  })

  it('goes on when work could not be claimed', async () => {
    await addTraining(database)
    let failures = 0
    let isDone = false
    const store = failingStore("SET state = 'running'", () => failures++ === 0)
    const slot = open(
      async ({ id }) => {
        await end(id)
        isDone = true
      },
      60_000,
      store,
    )
    await waitUntil(() => isDone)
    await slot.stop()
    expect(listMessages()).toEqual(['Work could not be claimed.'])
  })
})
