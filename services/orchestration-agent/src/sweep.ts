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
  const trainings = await database.transaction((sql) => sweepTrainings(sql, region))
  const runs = await database.transaction((sql) => sweepRuns(sql, region))
  metrics.increment('tars_leases_expired_total', { kind: 'training' }, trainings)
  metrics.increment('tars_leases_expired_total', { kind: 'run' }, runs)
  if (trainings + runs > 0) log.warn({ trainings, runs }, 'Gave up work after its last attempt.')
  await forgetEvents(database)
  const [outbox] = await database.query<{ rows: number }>('SELECT count(*) AS rows FROM outbox')
  metrics.set('tars_outbox_rows', outbox?.rows ?? 0)
}

async function sweepTrainings(sql: Sql, region: string): Promise<number> {
  const leases = await claimExhausted(sql, 'trainings', owner)
  for (const lease of leases) await giveUpTraining(sql, lease, region)
  return leases.length
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

async function sweepRuns(sql: Sql, region: string): Promise<number> {
  const leases = await claimExhausted(sql, 'runs', owner)
  for (const lease of leases) {
    const evaluationId = await failRun(sql, lease, reason)
    if (evaluationId === undefined || !(await failEvaluation(sql, evaluationId, reason))) continue
    const evaluation = await readEvaluation(sql, evaluationId)
    if (evaluation === undefined) continue
    const { id, policyId, agent, environment } = evaluation
    const data = { evaluation: id, policy: policyId, agent, environment, error: reason }
    await publish(sql, [{ kind: 'evaluation.failed', data }], { region })
  }
  return leases.length
}
