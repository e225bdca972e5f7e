import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { SystemStatus } from '@tars/contracts'
import type { ReactNode } from 'react'
import { migrationsQuery, systemQuery, workQuery } from '../api/platform-queries.ts'
import { Ago } from '../components/ago.tsx'
import { Chip } from '../components/chip.tsx'
import { Failure } from '../components/failure.tsx'
import { PageHead } from '../components/page-head.tsx'
import { Pairs } from '../components/pairs.tsx'
import { Panel } from '../components/panel.tsx'
import { LogTail } from '../system/log-tail.tsx'
import { MigrationTable } from '../system/migration-table.tsx'
import { ServiceCards } from '../system/service-cards.tsx'
import { useHealth } from '../system/use-health.ts'
import { WorkPanel } from '../system/work-panel.tsx'
import type { Standing } from '../words/describe-system.ts'
import { absent, formatBytes } from '../words/quantity.ts'

/** The services, the database, the work and the log, as they stand. */
export function SystemPage(): ReactNode {
  const system = useQuery(systemQuery)
  const work = useQuery(workQuery)
  const migrations = useQuery(migrationsQuery)
  // All of it appears at once: what stands below would move when what stands above arrives later.
  const isPending = [system, work, migrations].some((query) => query.isPending)
  const health = useHealth()
  return (
    <main className="page">
      <PageHead title="System" />
      {system.isError && <Failure error={system.error} onRetry={() => void system.refetch()} />}
      {isPending && <Skeleton height={620} />}
      {!isPending && system.data !== undefined && <SystemParts system={system.data} health={health} />}
      {!isPending && <SystemHistory />}
    </main>
  )
}

function SystemHistory(): ReactNode {
  const search = useSearch({ from: '/shell/system' })
  const navigate = useNavigate({ from: '/system' })
  return (
    <>
      <div className="columns">
        <WorkPanel />
        <MigrationTable />
      </div>
      <LogTail
        search={search}
        onChange={(next) => void navigate({ search: next, replace: true, resetScroll: false })}
      />
    </>
  )
}

function SystemParts({ system, health }: { system: SystemStatus; health: Standing | undefined }): ReactNode {
  const { database, migrations } = system
  return (
    <>
      {health !== undefined && (
        <p className={`verdict-sentence tone-${health.tone}`}>
          <Chip tone={health.tone}>{health.sentence}</Chip>
        </p>
      )}
      <ServiceCards system={system} />
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
              ['Room on its disk', database.freeBytes === null ? absent : formatBytes(database.freeBytes)],
            ]}
          />
        </Panel>
        <Panel title="Platform">
          <Pairs
            pairs={[
              ['Version', system.version],
              ['Migrations', `${migrations.applied} applied, ${migrations.pending} pending`],
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
