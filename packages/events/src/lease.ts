import type { Sql } from './sql.ts'

/** The tables whose rows are work that is claimed by lease. */
export const leasedTables = ['trainings', 'runs', 'verifications'] as const

/** A table whose rows are work that is claimed by lease. */
export type LeasedTable = (typeof leasedTables)[number]

/** Proof of holding a row. A result lands only `WHERE lease_token = token`, so that a worker that lost its lease changes nothing. */
export interface Lease {
  id: string
  token: string
  /** How often the row was claimed, this time included. */
  attempt: number
}

/** Attempts after which work is given up. */
export const leaseAttemptsMax = 5

const backoffMs = 1_000
const backoffMaxMs = 300_000

/** Claims the oldest row that waits or whose lease ran out; undefined when there is none. Claimers never wait for each other. */
export async function claim(
  sql: Sql,
  table: LeasedTable,
  options: { owner: string; leaseMs: number },
): Promise<Lease | undefined> {
  const [lease] = await sql.query<Lease>(
    `UPDATE ${table} SET state = 'running', lease_token = gen_random_uuid(), lease_owner = $1,
       lease_until = now() + $2 * interval '1 millisecond', attempts = attempts + 1,
       started_at = coalesce(started_at, now())
     WHERE id = (
       SELECT id FROM ${table}
       WHERE state IN ('queued', 'running') AND attempts < $3
         AND (state = 'queued' AND available_at <= now() OR state = 'running' AND lease_until < now())
       ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
     RETURNING id, lease_token AS token, attempts AS attempt`,
    [options.owner, options.leaseMs, leaseAttemptsMax],
  )
  return lease
}

/** Holds a lease longer; false when it is lost. */
export async function renew(sql: Sql, table: LeasedTable, lease: Lease, leaseMs: number): Promise<boolean> {
  const rows = await sql.query(
    `UPDATE ${table} SET lease_until = now() + $3 * interval '1 millisecond'
     WHERE id = $1 AND lease_token = $2 RETURNING id`,
    [lease.id, lease.token, leaseMs],
  )
  return rows.length === 1
}

/** Whether a lease is still held. What lands must prove it all the same, since it may be lost in the next moment. */
export async function isHeld(sql: Sql, table: LeasedTable, lease: Lease): Promise<boolean> {
  const rows = await sql.query(`SELECT id FROM ${table} WHERE id = $1 AND lease_token = $2`, [
    lease.id,
    lease.token,
  ])
  return rows.length === 1
}

/**
 * Gives work back untouched, for example when the process is asked to stop: the attempt does not count. False when the lease is
 * lost.
 */
export async function giveBack(sql: Sql, table: LeasedTable, lease: Lease): Promise<boolean> {
  const rows = await sql.query(
    `UPDATE ${table} SET state = 'queued', attempts = attempts - 1, lease_token = NULL, lease_until = NULL
     WHERE id = $1 AND lease_token = $2 RETURNING id`,
    [lease.id, lease.token],
  )
  return rows.length === 1
}

/**
 * Gives work back after a failure, to be tried again after a pause with full jitter.
 *
 * @param random in [0, 1).
 */
export async function retryLater(sql: Sql, table: LeasedTable, lease: Lease, random: number): Promise<void> {
  const delayMs = random * Math.min(backoffMaxMs, backoffMs * 2 ** lease.attempt)
  await sql.query(
    `UPDATE ${table} SET state = 'queued', available_at = now() + $3 * interval '1 millisecond',
       lease_token = NULL, lease_until = NULL
     WHERE id = $1 AND lease_token = $2`,
    [lease.id, lease.token, delayMs],
  )
}

/**
 * Frees what an owner holds, so that it can be claimed at once; the attempts count. For a process that begins and alone bears its
 * name: what that name holds, an earlier life of it has left. Should that one live on all the same, nothing of it lands any more.
 *
 * @returns how many rows were freed.
 */
export async function releaseLeases(sql: Sql, table: LeasedTable, owner: string): Promise<number> {
  const rows = await sql.query(
    `UPDATE ${table} SET state = 'queued', lease_token = NULL, lease_until = NULL
     WHERE id IN (
       SELECT id FROM ${table} WHERE state = 'running' AND lease_owner = $1 ORDER BY id FOR UPDATE SKIP LOCKED)
     RETURNING id`,
    [owner],
  )
  return rows.length
}

/** Takes over the leases that ran out for the last time, so that the caller can fail their work; gives the new leases. */
export async function claimExhausted(sql: Sql, table: LeasedTable, owner: string): Promise<Lease[]> {
  return sql.query<Lease>(
    `UPDATE ${table} SET lease_token = gen_random_uuid(), lease_owner = $1, lease_until = now() + interval '1 minute'
     WHERE id IN (
       SELECT id FROM ${table} WHERE state IN ('queued', 'running') AND attempts >= $2
         AND (state = 'queued' OR lease_until < now())
       ORDER BY id LIMIT 100 FOR UPDATE SKIP LOCKED)
     RETURNING id, lease_token AS token, attempts AS attempt`,
    [owner, leaseAttemptsMax],
  )
}
