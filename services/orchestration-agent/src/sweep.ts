import {
  type Database,
  failEvaluation,
  failRun,
  failTraining,
  readEvaluation,
  readTraining,
} from '@tars/database'
import { claimExhausted, forgetEvents, type Lease, leaseAttemptsMax, publish, type Sql } from '@tars/events'
import type { Log, Metrics } from '@tars/telemetry'

/** What sweeping uses. */
export interface SweepUses {
  database: Database
  log: Log
  metrics: Metrics
  region: string
}

const owner = 'orchestration-agent'
const reason = `Given up after ${leaseAttemptsMax} attempts: each time the worker that had it went away or failed.`

/** Ends the work whose last lease ran out, forgets old events and counts the outbox. */
export async function sweep({ database, log, metrics, region }: SweepUses): Promise<void> {
  // Each piece of work in a transaction of its own, whose locks are then taken in the order in which everybody takes them.
  const trainings = await claimExhausted(database, 'trainings', owner)
  for (const lease of trainings) await database.transaction((sql) => giveUpTraining(sql, lease, region))
  const runs = await claimExhausted(database, 'runs', owner)
  for (const lease of runs) await database.transaction((sql) => giveUpRun(sql, lease, region))
  metrics.increment('tars_leases_expired_total', { kind: 'training' }, trainings.length)
  metrics.increment('tars_leases_expired_total', { kind: 'run' }, runs.length)
  if (trainings.length + runs.length > 0)
    log.warn({ trainings: trainings.length, runs: runs.length }, 'Gave up work after its last attempt.')
  await forgetEvents(database)
  const [outbox] = await database.query<{ rows: number }>('SELECT count(*) AS rows FROM outbox')
  metrics.set('tars_outbox_rows', outbox?.rows ?? 0)
}

async function giveUpTraining(sql: Sql, lease: Lease, region: string): Promise<void> {
  const training = await readTraining(sql, lease.id)
  if (training === undefined || !(await failTraining(sql, lease, reason))) return
  const data = {
    training: training.id,
    agent: training.agent,
    environment: training.environment,
    error: reason,
  }
  await publish(sql, [{ kind: 'training.failed', data }], { region })
}

async function giveUpRun(sql: Sql, lease: Lease, region: string): Promise<void> {
  const evaluationId = await failRun(sql, lease, reason)
  if (evaluationId === undefined || !(await failEvaluation(sql, evaluationId, reason))) return
  const evaluation = await readEvaluation(sql, evaluationId)
  if (evaluation === undefined) return
  const { id, policyId, agent, environment } = evaluation
  const data = { evaluation: id, policy: policyId, agent, environment, error: reason }
  await publish(sql, [{ kind: 'evaluation.failed', data }], { region })
}
