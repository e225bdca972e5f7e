import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { systemQuery } from '../api/platform-queries.ts'
import { Ago } from '../components/ago.tsx'
import { Chip } from '../components/chip.tsx'
import { Failure } from '../components/failure.tsx'
import { PageHead } from '../components/page-head.tsx'
import { Panel } from '../components/panel.tsx'
import { describeLastKnown, describeRelease } from '../words/describe-system.ts'
import { absent } from '../words/quantity.ts'
import { serviceTones } from '../words/tone.ts'

/** Which version runs now, service by service. */
export function ReleasePage(): ReactNode {
  const system = useQuery(systemQuery)
  const now = system.data && describeRelease(system.data)
  const release = now && system.isError ? describeLastKnown(now, system.dataUpdatedAt) : now
  return (
    <main className="page">
      <PageHead title="Release" />
      {system.isError && <Failure error={system.error} onRetry={() => void system.refetch()} />}
      {system.isPending && <Skeleton height={220} />}
      {system.data !== undefined && (
        <>
          <p className="verdict-sentence">{release?.sentence}</p>
          <Panel
            title="What runs"
            aside={
              <>
                started <Ago at={system.data.startedAt} />
              </>
            }
          >
            <table className="table" aria-label="Versions">
              <thead>
                <tr>
                  <th scope="col">Service</th>
                  <th scope="col">State</th>
                  <th scope="col" className="number">
                    Version
                  </th>
                  <th scope="col" className="number">
                    Since
                  </th>
                </tr>
              </thead>
              <tbody>
                {system.data.services.map(({ name, state, version, startedAt }) => (
                  <tr key={name}>
                    <td>{name}</td>
                    <td>
                      <Chip tone={serviceTones[state]}>{state}</Chip>
                    </td>
                    <td className="number">{version}</td>
                    <td className="number">{startedAt === null ? absent : <Ago at={startedAt} />}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Panel>
        </>
      )}
    </main>
  )
}
