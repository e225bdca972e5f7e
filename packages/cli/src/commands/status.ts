import { type SystemStatus, TarsError } from '@tars/contracts'
import type { Command } from 'commander'
import { answer } from '../answer.ts'
import type { CommandUses, CommonOptions } from '../command-uses.ts'
import { connect, dataDirectoryOf } from '../connection.ts'
import { defineCommand } from '../define-command.ts'
import { readControlStatus } from '../read-control-status.ts'
import { type Paint, tonedState } from '../terminal/colour.ts'
import { formatBytes } from '../terminal/number.ts'
import { type Column, renderFacts, renderTable } from '../terminal/table.ts'
import { wrap } from '../terminal/text.ts'
import { formatAge } from '../terminal/time.ts'

const columns: readonly Column[] = [
  { title: 'service' },
  { title: 'state' },
  { title: 'pid', align: 'right', leaves: 2 },
  { title: 'port', align: 'right', leaves: 3 },
  { title: 'version', leaves: 1 },
  { title: 'restarts', align: 'right' },
  { title: 'memory', align: 'right', leaves: 5 },
  { title: 'started', leaves: 4 },
]

/** Adds `tars status`: services, database and migrations at a glance. */
export function addStatus(program: Command, uses: CommandUses): void {
  defineCommand(program, {
    usage: 'status',
    summary: 'show services, database and migrations at a glance',
    example: 'status --json',
  }).action(async (options: CommonOptions) => {
    const status = await readStatus(uses, options.data)
    answer(uses, options.json, status, (paint, width) => renderStatus(status, width, paint, uses.now()))
  })
}

/** The supervisor of this machine answers even while the API is away; a remote platform is asked through its API. */
async function readStatus(uses: CommandUses, data: string | undefined): Promise<SystemStatus> {
  if (data === undefined && uses.remote.url !== undefined) {
    const { client } = await connect(uses, data)
    return client.call('system.read')
  }
  const directory = dataDirectoryOf(uses, data)
  const { readPlatform } = await uses.loadPlatform()
  const platform = await readPlatform(directory)
  if (platform === undefined) {
    throw new TarsError('PLATFORM_UNREACHABLE', `No platform runs in ${directory}.`, { data: directory })
  }
  return readControlStatus(uses.fetch, platform)
}

function renderStatus(status: SystemStatus, width: number, paint: Paint, nowMs: number): string[] {
  const ready = status.services.filter(({ state }) => state === 'ready').length
  const { database, migrations } = status
  const allReady = ready === status.services.length && database.state === 'ready'
  const headline = `T.A.R.S. ${status.version} at ${status.url}: ${ready} of ${status.services.length} services ready, database ${database.state}`
  const server = [
    `${database.kind} PostgreSQL ${database.version ?? '(version unknown)'}, ${database.state}`,
    ...(database.port === null ? [] : [`port ${database.port}`]),
    ...(database.directory === null ? [] : [database.directory]),
  ]
  const pending = migrations.pending === 0 ? 'none pending' : `${migrations.pending} pending`
  const rows = status.services.map((service) => [
    service.name,
    tonedState(service.state),
    service.pid?.toString() ?? '–',
    service.port?.toString() ?? '–',
    service.version,
    String(service.restarts),
    service.memoryBytes === null ? '–' : formatBytes(service.memoryBytes),
    formatAge(service.startedAt, nowMs),
  ])
  return [
    ...wrap(headline, width).map((text) => paint({ text, tone: allReady ? 'good' : 'unsure' })),
    '',
    ...renderTable(columns, rows, width, paint),
    '',
    ...renderFacts(
      [
        ['database', server.join(', ')],
        ['schema', `${migrations.applied} migrations applied, ${pending}`],
        ['data', status.data],
        ['supervisor', `process ${status.pid}, started ${formatAge(status.startedAt, nowMs)}`],
      ],
      width,
      paint,
    ),
  ]
}
