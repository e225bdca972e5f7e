import { routes } from './api.ts'

/** What a metric is: its kind, help text, unit-bearing labels with closed value sets, and buckets of histograms. */
export interface MetricDefinition {
  kind: 'counter' | 'gauge' | 'histogram'
  help: string
  labels: Readonly<Record<string, readonly string[]>>
  buckets?: readonly number[]
}

const outcome = ['completed', 'failed', 'cancelled'] as const
const latencyBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const

/** Every metric there is. A service can register nothing else; a label value outside its set becomes `other`. */
export const metricCatalogue = {
  tars_http_request_seconds: {
    kind: 'histogram',
    help: 'Time from request to response',
    labels: { operation: [...Object.keys(routes), 'other'], status: ['2xx', '3xx', '4xx', '5xx'] },
    buckets: latencyBuckets,
  },
  tars_live_sockets: { kind: 'gauge', help: 'Open live sockets', labels: {} },
  tars_live_frames_total: { kind: 'counter', help: 'Event frames sent to live sockets', labels: {} },
  tars_live_closes_total: {
    kind: 'counter',
    help: 'Live sockets closed by the server, by reason',
    labels: { reason: ['slow', 'protocol', 'unauthenticated', 'drain', 'silent', 'crowded'] },
  },
  tars_events_relayed_total: { kind: 'counter', help: 'Events given their offsets', labels: {} },
  tars_outbox_rows: { kind: 'gauge', help: 'Outbox rows that wait for the relay', labels: {} },
  tars_trainings_total: { kind: 'counter', help: 'Trainings ended', labels: { outcome } },
  tars_training_steps_total: { kind: 'counter', help: 'Environment steps trained', labels: {} },
  tars_trainer_memory_bytes: { kind: 'gauge', help: 'Arena and heap of the running trainers', labels: {} },
  tars_runs_total: { kind: 'counter', help: 'Runs of evaluations ended', labels: { outcome } },
  tars_evaluation_episodes_total: { kind: 'counter', help: 'Episodes played for evaluations', labels: {} },
  tars_evaluations_total: { kind: 'counter', help: 'Evaluations ended', labels: { outcome } },
  tars_verdicts_total: {
    kind: 'counter',
    help: 'Verdicts given',
    labels: { verdict: ['improved', 'equivalent', 'regressed', 'inconclusive'] },
  },
  tars_verifications_total: {
    kind: 'counter',
    help: 'Verifications ended, by what they found',
    labels: { outcome: ['matches', 'differs', 'failed'] },
  },
  tars_promotions_total: {
    kind: 'counter',
    help: 'Promotions proposed and decided',
    labels: { state: ['proposed', 'approved', 'rejected'] },
  },
  tars_actions_total: { kind: 'counter', help: 'Actions answered by served policies', labels: {} },
  tars_leases_expired_total: {
    kind: 'counter',
    help: 'Leases that ran out and were given back',
    labels: { kind: ['training', 'run', 'verification'] },
  },
  tars_spans_total: {
    kind: 'counter',
    help: 'Spans by what became of them',
    labels: { fate: ['started', 'ended', 'exported', 'dropped'] },
  },
  tars_metric_label_overflow_total: {
    kind: 'counter',
    help: 'Label values outside their closed set',
    labels: {},
  },
} as const satisfies Record<string, MetricDefinition>

/** The name of a metric of the catalogue. */
export type MetricName = keyof typeof metricCatalogue
