import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { EnvironmentDescription } from '@tars/contracts'
import type { ReactNode } from 'react'
import { environmentsQuery } from '../api/training-queries.ts'
import { Failure } from '../components/failure.tsx'
import { PageHead } from '../components/page-head.tsx'
import { EnvironmentLinks } from '../environments/environment-links.tsx'
import { EnvironmentPreview } from '../environments/preview.tsx'
import { ReturnScale } from '../environments/return-scale.tsx'
import { StartTraining } from '../training/start-training.tsx'
import { describeTask } from '../words/describe-environment.ts'

/** The tasks that can be learnt, each drawn as it looks when it is played at random. */
export function EnvironmentsPage(): ReactNode {
  const environments = useQuery(environmentsQuery)
  return (
    <main className="page">
      <PageHead title="Environments" />
      {environments.isError && environments.data === undefined && (
        <Failure error={environments.error} onRetry={() => void environments.refetch()} />
      )}
      <div className="gallery">
        {environments.isPending && <Skeleton height={620} />}
        {environments.data?.items.map((environment) => (
          <EnvironmentCard key={environment.id} environment={environment} />
        ))}
      </div>
    </main>
  )
}

function EnvironmentCard({ environment }: { environment: EnvironmentDescription }): ReactNode {
  const { id, title, presets, version } = environment
  return (
    <article className="panel" aria-label={title}>
      <div className="panel-head">
        <h2>
          {title} <span className="light">{id}</span>
        </h2>
        <StartTraining environment={id} label="Train" />
      </div>
      <div className="environment">
        <EnvironmentPreview environment={environment} />
        <div className="stack">
          <p>{describeTask(environment)}</p>
          <ReturnScale environment={environment} />
          <dl className="pairs">
            <dt>Presets</dt>
            <dd>{presets.join(', ')}</dd>
            <dt>Version</dt>
            <dd>{version}</dd>
            <EnvironmentLinks environment={id} />
          </dl>
        </div>
      </div>
    </article>
  )
}
