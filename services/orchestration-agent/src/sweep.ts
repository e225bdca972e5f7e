import type { TarsEvent } from '@tars/contracts'
import {
  type Database,
  failRun,
  failTraining,
  failVerification,
  forgetOldCheckpoints,
  giveUpEvaluation,
  readEvaluation,
  readTraining,
} from '@tars/database'
import {
  claimExhausted,
  forgetEvents,
  type Lease,
  type LeasedTable,
  leaseAttemptsMax,
  leasedTables,
  publish,
  type Sql,
} from '@tars/events'
import type { Log, Metrics } from '@tars/telemetry'
import { rescueEvaluations } from './rescue-evaluations.ts'

/** What sweeping uses. */
export interface SweepUses {
  database: Database
  log: Log
  metrics: Metrics
  region: string
}

const owner = 'orchestration-agent'
const reason = `Given up after ${leaseAttemptsMax} attempts: each time the worker that had it went away or failed.`

/** Ends the work whose last lease ran out and what is stuck otherwise, forgets old events and checkpoints and counts the outbox. */
export async function sweep(uses: SweepUses): Promise<void> {
  const { database, metrics } = uses
  for (const table of leasedTables) await giveUpExhausted(uses, table)
  await rescueEvaluations(uses)
  await forgetEvents(database)
  await forgetOldCheckpoints(database)
  const [outbox] = await database.query<{ rows: number }>('SELECT count(*) AS rows FROM outbox')
  metrics.set('tars_outbox_rows', outbox?.rows ?? 0)
}

const kinds = { trainings: 'training', runs: 'run', verifications: 'verification' } as const
const giveUp = { trainings: giveUpTraining, runs: giveUpRun, verifications: giveUpVerification }

async function giveUpExhausted(
  { database, log, metrics, region }: SweepUses,
  table: LeasedTable,
): Promise<void> {
  const leases = await claimExhausted(database, table, owner)
  // Each piece of work in a transaction of its own, whose locks are then taken in the order in which everybody takes them.
  for (const lease of leases) {
    await database.transaction(async (sql) => {
      const event = await giveUp[table](sql, lease)
      if (event !== undefined) await publish(sql, [event], { region })
    })
  }
  metrics.increment('tars_leases_expired_total', { kind: kinds[table] }, leases.length)
  if (table === 'verifications')
    metrics.increment('tars_verifications_total', { outcome: 'failed' }, leases.length)
  if (leases.length > 0) log.warn({ [table]: leases.length }, 'Gave up work after its last attempt.')
}

async function giveUpTraining(sql: Sql, lease: Lease): Promise<TarsEvent | undefined> {
  const training = await readTraining(sql, lease.id)
  if (training === undefined || !(await failTraining(sql, lease, reason))) return undefined
  const { id, agent, environment } = training
  return { kind: 'training.failed', data: { training: id, agent, environment, error: reason } }
}

async function giveUpRun(sql: Sql, lease: Lease): Promise<TarsEvent | undefined> {
  const evaluationId = await failRun(sql, lease, reason)
  return evaluationId === undefined ? undefined : giveUpEvaluation(sql, evaluationId, reason)
}

async function giveUpVerification(sql: Sql, lease: Lease): Promise<TarsEvent | undefined> {
  const evaluationId = await failVerification(sql, lease, reason)
  const evaluation = evaluationId === undefined ? undefined : await readEvaluation(sql, evaluationId)
  if (evaluation === undefined) return undefined
  const { id, policyId: policy, agent, environment } = evaluation
  const data = { verification: lease.id, evaluation: id, policy, agent, environment, error: reason }
  return { kind: 'verification.failed', data }
}
