import type { Evaluation, EventData, TarsEvent } from '@tars/contracts'
import { announcePromotion, readBaseline } from '@tars/database'
import { publish, type Sql, type StoredEvent } from '@tars/events'
import type { Metrics, Tracing } from '@tars/telemetry'
import { judge } from './judge.ts'
import { proposeImproved } from './propose.ts'
import { type Finding, findFailure, findingOf, raiseInsight } from './raise.ts'

/** What observing uses. */
export interface ObserveUses {
  metrics: Metrics
  tracing: Tracing
  region: string
}

/** An event that is looked at, in the transaction and the trace in which that happens. */
interface Observation {
  uses: ObserveUses
  sql: Sql
  event: StoredEvent
  traceparent: string | null
  afterCommit: (work: () => void) => void
}

const observed = new Set([
  'evaluation.scored',
  'evaluation.failed',
  'training.failed',
  'verification.completed',
  'verification.failed',
])

/**
 * Looks at one event: judges what was scored, proposes what has improved and raises insights, in the transaction of the event and
 * in its trace. What it counts, it counts after the commit.
 */
export async function observe(
  uses: ObserveUses,
  sql: Sql,
  event: StoredEvent,
  afterCommit: (work: () => void) => void,
): Promise<void> {
  if (!observed.has(event.kind)) return
  const attributes = { 'tars.event': event.kind }
  await uses.tracing.span(
    'observe event',
    { parent: event.traceparent, kind: 'consumer', attributes },
    async (span) => {
      const { traceparent } = span
      const observation = { uses, sql, event, traceparent, afterCommit }
      const events =
        event.kind === 'evaluation.scored' ? await judgeScore(observation) : await noteFailure(observation)
      await publish(sql, events, { region: uses.region, traceparent })
    },
  )
}

async function judgeScore(observation: Observation): Promise<TarsEvent[]> {
  const { uses, sql, event, traceparent, afterCommit } = observation
  const judgement = await judge(sql, event.data as EventData<'evaluation.scored'>)
  if (judgement === undefined) return []
  if (judgement.kind === 'failed') return [judgement.event]
  const isDecisive = await isMeasuredByBaseline(sql, judgement.evaluation)
  const raised = await raise(observation, findingOf(judgement, isDecisive))
  const promotions = await proposeImproved(sql, judgement, traceparent)
  afterCommit(() => {
    uses.metrics.increment('tars_verdicts_total', { verdict: judgement.verdict })
    uses.metrics.increment('tars_evaluations_total', { outcome: 'completed' })
    for (const { state } of promotions) uses.metrics.increment('tars_promotions_total', { state })
  })
  return [judgement.event, ...raised, ...promotions.map(announcePromotion)]
}

/** Whether an evaluation was against its agent's current baseline, or against chance while there is none. */
async function isMeasuredByBaseline(sql: Sql, { agentId, baseline }: Evaluation): Promise<boolean> {
  const measuredBy = baseline.kind === 'policy' ? baseline.policyId : undefined
  return (await readBaseline(sql, agentId)) === measuredBy
}

async function noteFailure(observation: Observation): Promise<TarsEvent[]> {
  const { uses, sql, event, afterCommit } = observation
  const raised = await raise(observation, await findFailure(sql, event))
  if (event.kind === 'evaluation.failed')
    afterCommit(() => uses.metrics.increment('tars_evaluations_total', { outcome: 'failed' }))
  return raised
}

async function raise({ sql, uses }: Observation, finding: Finding | undefined): Promise<TarsEvent[]> {
  const raised = finding === undefined ? undefined : await raiseInsight(sql, finding, uses.region)
  return raised === undefined ? [] : [raised]
}
