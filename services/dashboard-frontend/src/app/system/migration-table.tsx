import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { migrationsQuery } from '../api/platform-queries.ts'
import { Ago } from '../components/ago.tsx'
import { Chip } from '../components/chip.tsx'
import { Failure } from '../components/failure.tsx'
import { Panel } from '../components/panel.tsx'
import { formatDuration } from '../words/duration.ts'
import { absent } from '../words/quantity.ts'

/** The migrations of the database, oldest first. */
export function MigrationTable(): ReactNode {
  const migrations = useQuery(migrationsQuery)
  return (
    <Panel title="Migrations">
      {migrations.isPending && <Skeleton height={220} />}
      {migrations.isError && <Failure error={migrations.error} onRetry={() => void migrations.refetch()} />}
      {migrations.data !== undefined && (
        <table className="table" aria-label="Migrations">
          <thead>
            <tr>
              <th scope="col">Migration</th>
              <th scope="col" className="migration-mode">
                Mode
              </th>
              <th scope="col" className="number">
                Applied
              </th>
              <th scope="col" className="number">
                Took
              </th>
            </tr>
          </thead>
          <tbody>
            {migrations.data.items.map(({ name, mode, appliedAt, durationMs }) => (
              <tr key={name}>
                <td className="code migration-name">{name}</td>
                <td className="migration-mode">{mode}</td>
                <td className="number">
                  {appliedAt === null ? <Chip tone="unsure">pending</Chip> : <Ago at={appliedAt} />}
                </td>
                <td className="number">
                  {durationMs === null ? absent : formatDuration(durationMs / 1_000)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  )
}
