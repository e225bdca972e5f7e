import type { SystemStatus, Work } from '@tars/contracts'
import { type Paint, type Toned, tonedState } from './terminal/colour.ts'
import { formatBytes } from './terminal/number.ts'
import { type Column, renderFacts, renderTable } from './terminal/table.ts'
import { wrap } from './terminal/text.ts'
import { formatAge, formatSeconds } from './terminal/time.ts'

/** A platform at one glance. */
export interface Glance {
  readonly status: SystemStatus
  /** Undefined while the API does not tell it. */
  readonly work: Work | undefined
  /** What is wrong, in words. */
  readonly faults: readonly string[]
  readonly nowMs: number
}

const columns: readonly Column[] = [
  { title: 'service' },
  { title: 'state' },
  { title: 'version', leaves: 1 },
  { title: 'pid', align: 'right', leaves: 2 },
  { title: 'port', align: 'right', leaves: 3 },
  { title: 'restarts', align: 'right', leaves: 6 },
  { title: 'memory', align: 'right', leaves: 5 },
  { title: 'since', leaves: 4 },
]

/** Whether everything is well, in the first line; then the services and the facts, at most `width` columns wide. */
export function renderStatus({ status, work, faults, nowMs }: Glance, width: number, paint: Paint): string[] {
  const well = faults.length === 0
  const headline = well
    ? `✔ All is well: T.A.R.S. ${status.version} at ${status.url}`
    : `✖ Not well: ${faults.join(', ')}`
  return [
    ...wrap(headline, width).map((text) => paint({ text, tone: well ? 'good' : 'bad' })),
    '',
    ...renderTable(columns, status.services.map(cellsOf(nowMs)), width, paint),
    '',
    ...renderFacts(listFacts(status, work, nowMs), width, paint),
  ]
}

function cellsOf(nowMs: number) {
  return (service: SystemStatus['services'][number]): Toned[] => [
    service.name,
    tonedState(service.state),
    service.version,
    service.pid?.toString() ?? '–',
    service.port?.toString() ?? '–',
    String(service.restarts),
    service.memoryBytes === null ? '–' : formatBytes(service.memoryBytes),
    formatAge(service.startedAt, nowMs),
  ]
}

function listFacts(status: SystemStatus, work: Work | undefined, nowMs: number): [string, Toned][] {
  const { database, migrations } = status
  const server = [
    `${database.kind} PostgreSQL ${database.version ?? '(version unknown)'}`,
    database.state,
    ...(database.port === null ? [] : [`port ${database.port}`]),
    ...(database.directory === null ? [] : [database.directory]),
  ]
  const pending = migrations.pending === 0 ? 'none pending' : `${migrations.pending} pending`
  return [
    ['work', work === undefined ? 'not known: the API does not answer' : describeWork(work, nowMs)],
    ['database', server.join(', ')],
    ['migrations', `${migrations.applied} applied, ${pending}`],
    ['address', status.url],
    ['data', status.data],
    ['supervisor', `process ${status.pid}, started ${formatAge(status.startedAt, nowMs)}`],
  ]
}

function describeWork(work: Work, nowMs: number): string {
  const kinds = [
    ['trainings', work.trainings],
    ['runs of evaluations', work.runs],
    ['verifications', work.verifications],
  ] as const
  const busy = kinds
    .filter(([, { queued, running }]) => queued + running > 0)
    .map(([name, { queued, running }]) => `${name}: ${running} running, ${queued} waiting`)
  const oldest =
    work.oldestQueuedAt === null
      ? []
      : [`the oldest has waited ${formatSeconds((nowMs - Date.parse(work.oldestQueuedAt)) / 1000)}`]
  const unsent = work.outboxRows === 0 ? [] : [`${work.outboxRows} events to relay`]
  return busy.length + unsent.length === 0 ? 'none waits or runs' : [...busy, ...oldest, ...unsent].join('; ')
}
