import type { EventData, TarsEvent } from '@tars/contracts'
import { publish, type Sql, type StoredEvent } from '@tars/events'
import type { Metrics, Tracing } from '@tars/telemetry'
import { judge } from './judge.ts'
import { findFailure, findingOf, raiseInsight } from './raise.ts'

/** What observing uses. */
export interface ObserveUses {
  metrics: Metrics
  tracing: Tracing
  region: string
}

const observed = new Set(['evaluation.scored', 'evaluation.failed', 'training.failed'])

/** Looks at one event: judges what was scored and raises insights, in the transaction of the event and in its trace. */
export async function observe(uses: ObserveUses, sql: Sql, event: StoredEvent): Promise<void> {
  if (!observed.has(event.kind)) return
  const attributes = { 'tars.event': event.kind }
  await uses.tracing.span(
    'observe event',
    { parent: event.traceparent, kind: 'consumer', attributes },
    async (span) => {
      const events =
        event.kind === 'evaluation.scored'
          ? await judgeScore(uses, sql, event)
          : await noteFailure(uses, sql, event)
      await publish(sql, events, { region: uses.region, traceparent: span.traceparent })
    },
  )
}

async function judgeScore(uses: ObserveUses, sql: Sql, event: StoredEvent): Promise<TarsEvent[]> {
  const judgement = await judge(sql, event.data as EventData<'evaluation.scored'>)
  if (judgement === undefined) return []
  uses.metrics.increment('tars_verdicts_total', { verdict: judgement.verdict })
  uses.metrics.increment('tars_evaluations_total', { outcome: 'completed' })
  const finding = findingOf(judgement)
  const raised = finding === undefined ? undefined : await raiseInsight(sql, finding, uses.region)
  return raised === undefined ? [judgement.event] : [judgement.event, raised]
}

async function noteFailure(uses: ObserveUses, sql: Sql, event: StoredEvent): Promise<TarsEvent[]> {
  if (event.kind === 'evaluation.failed')
    uses.metrics.increment('tars_evaluations_total', { outcome: 'failed' })
  const finding = await findFailure(sql, event)
  const raised = finding === undefined ? undefined : await raiseInsight(sql, finding, uses.region)
  return raised === undefined ? [] : [raised]
}
