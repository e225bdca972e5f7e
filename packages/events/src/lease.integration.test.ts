import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { addEvaluation, addPolicy } from '../../../tests/harness/evaluation.ts'
import { lands } from '../../../tests/harness/land.ts'
import { addTraining } from '../../../tests/harness/training.ts'
import {
  claim,
  claimExhausted,
  giveBack,
  isHeld,
  type Lease,
  leaseAttemptsMax,
  releaseLeases,
  renew,
  retryLater,
} from './lease.ts'

const options = { owner: 'tester', leaseMs: 60_000 }

interface Row {
  id: string
  state: string
  attempts: number
  leaseToken: string | null
  leaseOwner: string | null
  /** Milliseconds from now. */
  leaseMs: number | null
  /** Milliseconds from now. */
  availableMs: number
  startedAt: string | null
}

describe.each(['trainings', 'runs'] as const)('leases of %s', (table) => {
  let test: TestDatabase
  let database: TestDatabase['database']
  beforeAll(async () => {
    test = await createTestDatabase()
    database = test.database
  })
  afterAll(() => test.dispose())
  beforeEach(() => database.query('TRUNCATE trainings, policies, evaluations, runs, agents CASCADE'))

  /** Adds work, oldest first, and gives its ids. */
  const add = async (count: number): Promise<string[]> => {
    if (table === 'trainings') {
      for (let index = 0; index < count; index++) await addTraining(database)
    } else {
      // Ten episodes are one run a side.
      const policy = await addPolicy(database)
      for (let index = 0; index < count; index += 2) await addEvaluation(database, policy, { episodes: 10 })
    }
    const rows = await database.query<{ id: string }>(`SELECT id FROM ${table} ORDER BY id`)
    for (const { id } of rows.slice(count)) await database.query(`DELETE FROM ${table} WHERE id = $1`, [id])
    return rows.slice(0, count).map(({ id }) => id)
  }
  const take = async (): Promise<Lease> => {
    const lease = await claim(database, table, options)
    if (lease === undefined) throw new Error('There was nothing to claim.')
    return lease
  }
  const read = async (id: string): Promise<Row> => {
    const [row] = await database.query<Row>(
      `SELECT id, state, attempts, lease_token, lease_owner, started_at,
         extract(epoch FROM lease_until - now())::float8 * 1000 AS lease_ms,
         extract(epoch FROM available_at - now())::float8 * 1000 AS available_ms FROM ${table} WHERE id = $1`,
      [id],
    )
    return row as Row
  }
  const runOut = (id: string) =>
    database.query(`UPDATE ${table} SET lease_until = now() - interval '1 second' WHERE id = $1`, [id])

  it('gives each piece of work to one of twenty who claim at once', async () => {
    const ids = await add(6)
    const leases = await Promise.all(Array.from({ length: 20 }, () => claim(database, table, options)))
    const held = leases.filter((lease) => lease !== undefined)
    expect(held.map(({ id }) => id).sort()).toEqual(ids)
    expect(new Set(held.map(({ token }) => token)).size).toBe(6)
  })

  it('lets nobody wait for a claim that is not committed, and gives what it holds to nobody else', async () => {
    const [oldest, next] = await add(2)
    await database.transaction(async (sql) => {
      expect((await claim(sql, table, options))?.id).toBe(oldest)
      expect((await take()).id).toBe(next)
      expect(await claim(database, table, options)).toBeUndefined()
    })
  })

  it('gives the oldest first, marked with its holder, for as long as asked', async () => {
    const [oldest, next] = await add(2)
    const lease = await take()
    expect(lease).toMatchObject({ id: oldest, attempt: 1 })
    const row = await read(lease.id)
    expect(row).toMatchObject({
      state: 'running',
      attempts: 1,
      leaseToken: lease.token,
      leaseOwner: 'tester',
    })
    expect(row.leaseMs).toBeGreaterThan(50_000)
    expect(row.leaseMs).toBeLessThanOrEqual(60_000)
    expect((await take()).id).toBe(next)
    expect(await claim(database, table, options)).toBeUndefined()
  })

  it('gives work whose lease ran out to the next, and nothing of the first lands any more', async () => {
    const [id = ''] = await add(1)
    const first = await take()
    const { startedAt } = await read(id)
    await runOut(id)
    expect(await isHeld(database, table, first)).toBe(true)
    const second = await take()
    expect(second).toMatchObject({ id, attempt: 2 })
    expect(await isHeld(database, table, first)).toBe(false)
    expect(second.token).not.toBe(first.token)
    expect((await read(id)).startedAt).toBe(startedAt)
    expect(await renew(database, table, first, 60_000)).toBe(false)
    expect(await giveBack(database, table, first)).toBe(false)
    await retryLater(database, table, first, 0)
    expect(await lands(database, table, first)).toBe(false)
    expect(await read(id)).toMatchObject({ state: 'running', attempts: 2, leaseToken: second.token })
    expect(await lands(database, table, second)).toBe(true)
    expect(await lands(database, table, second)).toBe(false)
  })

  it('holds a lease longer when it is renewed', async () => {
    const [id = ''] = await add(1)
    const lease = await take()
    expect(await renew(database, table, lease, 600_000)).toBe(true)
    expect((await read(id)).leaseMs).toBeGreaterThan(500_000)
  })

  it('does not count the attempt of work that is given back', async () => {
    const [id = ''] = await add(1)
    expect(await giveBack(database, table, await take())).toBe(true)
    expect(await read(id)).toMatchObject({ state: 'queued', attempts: 0, leaseToken: null, leaseMs: null })
    expect((await take()).attempt).toBe(1)
  })

  it('lets work that failed wait, the longer the more often it failed', async () => {
    const [id = ''] = await add(1)
    const first = await take()
    await retryLater(database, table, first, 0.9)
    const waiting = await read(id)
    expect(waiting).toMatchObject({ state: 'queued', attempts: 1, leaseToken: null })
    expect(waiting.availableMs).toBeGreaterThan(1_000)
    expect(waiting.availableMs).toBeLessThanOrEqual(1_800)
    expect(await claim(database, table, options)).toBeUndefined()
    await database.query(`UPDATE ${table} SET available_at = now()`)
    await retryLater(database, table, { ...(await take()), attempt: 4 }, 0.9)
    expect((await read(id)).availableMs).toBeGreaterThan(10_000)
    await database.query(`UPDATE ${table} SET available_at = now()`)
    await retryLater(database, table, { ...(await take()), attempt: 60 }, 0.9)
    expect((await read(id)).availableMs).toBeLessThanOrEqual(270_000)
  })

  it('lets work that failed be claimed at once when chance will have it', async () => {
    await add(1)
    await retryLater(database, table, await take(), 0)
    expect((await take()).attempt).toBe(2)
  })

  it('gives work up after its last attempt, to whoever ends it', async () => {
    const [id = '', other] = await add(2)
    for (let attempt = 1; attempt < leaseAttemptsMax; attempt++) {
      await retryLater(database, table, await take(), 0)
      expect(await claimExhausted(database, table, 'sweeper')).toEqual([])
    }
    const last = await take()
    expect(last).toMatchObject({ id, attempt: leaseAttemptsMax })
    expect(await claimExhausted(database, table, 'sweeper')).toEqual([])
    await runOut(id)
    expect((await take()).id).toBe(other)
    const [lease, ...others] = await claimExhausted(database, table, 'sweeper')
    expect(others).toEqual([])
    expect(lease).toMatchObject({ id, attempt: leaseAttemptsMax })
    expect((await read(id)).leaseOwner).toBe('sweeper')
    expect(await lands(database, table, last)).toBe(false)
    expect(await lands(database, table, lease!)).toBe(true)
  })

  it('gives up work that was handed back after its last attempt, for a minute to one sweeper', async () => {
    const [id = ''] = await add(1)
    await database.query(`UPDATE ${table} SET attempts = $1`, [leaseAttemptsMax - 1])
    await retryLater(database, table, await take(), 0)
    expect(await claim(database, table, options)).toBeUndefined()
    expect(await claimExhausted(database, table, 'sweeper')).toMatchObject([{ id }])
    expect((await read(id)).leaseMs).toBeGreaterThan(50_000)
  })

  it('is free at once when its owner comes back to life, while the work of others stays theirs', async () => {
    const [own = '', other = ''] = await add(2)
    const lost = await take()
    await claim(database, table, { owner: 'another', leaseMs: 60_000 })
    expect(await releaseLeases(database, table, options.owner)).toBe(1)
    expect(await read(own)).toMatchObject({ state: 'queued', attempts: 1, leaseToken: null, leaseMs: null })
    expect(await read(other)).toMatchObject({ state: 'running', leaseOwner: 'another' })
    expect(await lands(database, table, lost)).toBe(false)
    expect(await take()).toMatchObject({ id: own, attempt: 2 })
    expect(await releaseLeases(database, table, 'nobody')).toBe(0)
  })

  it('that kills whoever has it is given up all the same', async () => {
    const [id = ''] = await add(1)
    for (let life = 1; life <= leaseAttemptsMax; life++) {
      expect(await take()).toMatchObject({ id, attempt: life })
      await releaseLeases(database, table, options.owner)
    }
    expect(await claim(database, table, options)).toBeUndefined()
    expect(await claimExhausted(database, table, 'sweeper')).toMatchObject([{ id }])
    expect(await releaseLeases(database, table, options.owner)).toBe(0)
  })

  it('passes over work that has ended', async () => {
    const [id] = await add(1)
    await database.query(`UPDATE ${table} SET state = 'cancelled', lease_until = now() - interval '1 hour'`)
    expect(await claim(database, table, options)).toBeUndefined()
    await database.query(`UPDATE ${table} SET attempts = $2 WHERE id = $1`, [id, leaseAttemptsMax])
    expect(await claimExhausted(database, table, 'sweeper')).toEqual([])
  })
})
