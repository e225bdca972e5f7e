import type { EventKind, TarsEvent, Training } from '@tars/contracts'
import type { Database, Sql } from '@tars/database'
import { giveBack, type Lease, publish } from '@tars/events'
import type { Log, Metrics, Span, Tracing } from '@tars/telemetry'
import type { Config } from './config.ts'
import type { TrainerMemory } from './memory.ts'

/** What training uses. */
export interface TrainUses {
  database: Database
  log: Log
  metrics: Metrics
  tracing: Tracing
  config: Config
  memory: TrainerMemory
  /** How long a thread that is asked to stop may take to end its update and keep a checkpoint, before it is ended. */
  stopGraceMs: number
}

/** The end of one attempt at a training. `stopped`: given back, somebody else may go on from its checkpoint. */
export type TrainOutcome = 'completed' | 'failed' | 'stopped' | 'lost'

/** One attempt at a training under a lease. */
export interface Attempt extends TrainUses {
  training: Training
  lease: Lease
  span: Span
  evaluateEpisodes: number | null
  /** Steps that the metric has seen. */
  stepsCounted: number
}

/** Gives a training back that has to stop: somebody else may go on from its latest checkpoint. */
export async function leave({ database, lease }: Attempt): Promise<TrainOutcome> {
  return (await giveBack(database, 'trainings', lease)) ? 'stopped' : 'lost'
}

/** Publishes an event of the training, in its trace. */
export function announce(
  work: Attempt,
  sql: Sql,
  kind: EventKind,
  data: Record<string, unknown>,
): Promise<void> {
  const { id, agent, environment } = work.training
  const event = { kind, data: { training: id, agent, environment, ...data } } as TarsEvent
  return publish(sql, [event], { region: work.config.TARS_REGION, traceparent: work.span.traceparent })
}
