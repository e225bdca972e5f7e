import { Skeleton } from '@mantine/core'
import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Policy, Training } from '@tars/contracts'
import type { ReactNode } from 'react'
import { policiesOf } from '../api/policy-queries.ts'
import { trainingById } from '../api/training-queries.ts'
import { Panel } from '../components/panel.tsx'
import { Read } from '../components/read.tsx'
import { Term } from '../components/term.tsx'
import { configurationChanges } from '../words/configuration-change.ts'
import { definitions } from '../words/definition.ts'
import { formatDuration } from '../words/duration.ts'
import { secondsBetween } from '../words/moment.ts'
import { absent, formatCount, formatReturn } from '../words/quantity.ts'

/** How a policy was trained, and what differs from the training of the version before. */
export function PolicyOrigin({ policy }: { policy: Policy }): ReactNode {
  const { trainingId } = policy
  const training = useQuery({ ...trainingById(trainingId ?? ''), enabled: trainingId !== null })
  const before = usePredecessor(policy)
  return (
    <Panel title="How it was trained">
      {trainingId === null ? (
        <p className="dim">It was not trained here: no training of this platform made it.</p>
      ) : (
        <Read query={training} skeleton={<Skeleton height={120} />}>
          {(known) => (
            <div className="stack">
              <Numbers policy={policy} training={known} />
              {before && (
                <Read query={before.training} skeleton={null}>
                  {(earlier) => <Changes version={before.version} before={earlier} after={known} />}
                </Read>
              )}
            </div>
          )}
        </Read>
      )}
    </Panel>
  )
}

/** The version before a policy, with its training; undefined while the line is read, and where there is none that was trained here. */
function usePredecessor(policy: Policy): { version: number; training: UseQueryResult<Training> } | undefined {
  const line = useQuery(policiesOf(policy.agent))
  const earlier = line.data?.items.filter(({ version }) => version < policy.version) ?? []
  const before = earlier.sort((a, b) => b.version - a.version)[0]
  const trainingId = before?.trainingId ?? null
  const training = useQuery({ ...trainingById(trainingId ?? ''), enabled: trainingId !== null })
  return before && trainingId !== null ? { version: before.version, training } : undefined
}

function Numbers({ policy, training }: { policy: Policy; training: Training }): ReactNode {
  const { id, preset, seed, startedAt, endedAt, createdAt } = training
  const seconds = startedAt === null ? null : secondsBetween(startedAt, endedAt, Date.parse(createdAt))
  return (
    <dl className="pairs">
      <dt>Training</dt>
      <dd>
        <Link to="/trainings/$id" params={{ id }} className="link">
          its learning curve
        </Link>
      </dd>
      <dt>Preset</dt>
      <dd>{preset ?? 'none'}</dd>
      <dt>Seed</dt>
      <dd>{seed}</dd>
      <dt>Steps</dt>
      <dd>{formatCount(policy.steps)}</dd>
      <dt>
        <Term means={definitions.meanReturnOfTraining}>Mean return at its end</Term>
      </dt>
      <dd>{formatReturn(policy.returnMean)}</dd>
      <dt>Time taken</dt>
      <dd>{seconds === null ? absent : formatDuration(seconds)}</dd>
    </dl>
  )
}

function Changes(given: { version: number; before: Training; after: Training }): ReactNode {
  const { version } = given
  const changes = configurationChanges(given.before, given.after)
  if (changes.length === 0) {
    return <p className="dim">Trained exactly as v{version}: same settings, same seed.</p>
  }
  return (
    <table className="table" aria-label={`Different from v${version}`}>
      <thead>
        <tr>
          <th scope="col">Different from v{version}</th>
          <th scope="col" className="number">
            v{version}
          </th>
          <th scope="col" className="number">
            here
          </th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ name, before, after }) => (
          <tr key={name}>
            <td>{name}</td>
            <td className="number dim">{before}</td>
            <td className="number">{after}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
