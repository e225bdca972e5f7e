import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ServiceStatus, SystemStatus } from '@tars/contracts'
import type { ReactNode } from 'react'
import { systemQuery } from '../api/platform-queries.ts'
import { Ago } from '../components/ago.tsx'
import { Chip } from '../components/chip.tsx'
import { Failure } from '../components/failure.tsx'
import { type Column, ListTable } from '../components/list-table.tsx'
import { PageHead } from '../components/page-head.tsx'
import { Panel } from '../components/panel.tsx'
import { describeHealth } from '../words/describe-system.ts'
import { absent, formatBytes } from '../words/quantity.ts'
import { serviceTones } from '../words/tone.ts'

const columns: readonly Column<ServiceStatus & { id: string }>[] = [
  { title: 'Service', cell: ({ name }) => <strong>{name}</strong> },
  { title: 'State', cell: ({ state }) => <Chip tone={serviceTones[state]}>{state}</Chip> },
  { title: 'Version', number: true, labelled: true, cell: ({ version }) => version },
  {
    title: 'Memory',
    number: true,
    labelled: true,
    cell: ({ memoryBytes }) => (memoryBytes === null ? absent : formatBytes(memoryBytes)),
  },
  { title: 'Restarts', number: true, labelled: true, cell: ({ restarts }) => restarts },
  { title: 'Process', number: true, labelled: true, cell: ({ pid }) => pid ?? absent },
  { title: 'Port', number: true, labelled: true, cell: ({ port }) => port ?? absent },
  {
    title: 'Since',
    number: true,
    labelled: true,
    cell: ({ startedAt }) => (startedAt === null ? absent : <Ago at={startedAt} />),
  },
]

/** The services, the database and the migrations, as they stand. */
export function SystemPage(): ReactNode {
  const system = useQuery(systemQuery)
  return (
    <main className="page">
      <PageHead title="System" />
      {system.isError && <Failure error={system.error} onRetry={() => void system.refetch()} />}
      {system.isPending && <Skeleton height={260} />}
      {system.data !== undefined && <SystemParts system={system.data} />}
    </main>
  )
}

function SystemParts({ system }: { system: SystemStatus }): ReactNode {
  const health = describeHealth(system)
  const { database, migrations } = system
  return (
    <>
      <p className={`verdict-sentence tone-${health.tone}`}>
        <Chip tone={health.tone}>{health.sentence}</Chip>
      </p>
      <Panel title="Services">
        <ListTable
          label="Services"
          columns={columns}
          items={system.services.map((service) => ({ ...service, id: service.name }))}
        />
      </Panel>
      <div className="columns">
        <Panel title="Database">
          <Pairs
            pairs={[
              [
                'State',
                <Chip key="state" tone={database.state === 'ready' ? 'good' : 'bad'}>
                  {database.state}
                </Chip>,
              ],
              ['Server', `PostgreSQL ${database.version ?? 'of unknown version'}, ${database.kind}`],
              ['Process', database.pid ?? absent],
              ['Port', database.port ?? absent],
              ['Files', database.directory ?? absent],
            ]}
          />
        </Panel>
        <Panel title="Platform">
          <Pairs
            pairs={[
              ['Version', system.version],
              ['Migrations', `${migrations.applied} applied, ${migrations.pending} pending`],
              ['Latest', migrations.latest ?? absent],
              ['Started', <Ago key="started" at={system.startedAt} />],
              ['Supervisor', `process ${system.pid}`],
              ['Data', system.data],
            ]}
          />
        </Panel>
      </div>
    </>
  )
}

function Pairs({ pairs }: { pairs: readonly (readonly [name: string, value: ReactNode])[] }): ReactNode {
  return (
    <dl className="pairs">
      {pairs.map(([name, value]) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
