import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { agentsOfEnvironment } from '../api/environment-queries.ts'

/** The ways from an environment to what has been made of it: its agents and its trainings. */
export function EnvironmentLinks({ environment }: { environment: string }): ReactNode {
  const agents = useQuery(agentsOfEnvironment(environment))
  return (
    <>
      <dt>Agents</dt>
      <dd>
        {agents.isPending && 'Reading'}
        {agents.isError && agents.data === undefined && 'Cannot be read at this moment'}
        {agents.data?.items.length === 0 && 'None yet'}
        {agents.data?.items.map(({ id, name }, i) => (
          <span key={id}>
            {i > 0 && ', '}
            <Link to="/agents/$name" params={{ name }} className="link">
              {name}
            </Link>
          </span>
        ))}
        {agents.data?.nextCursor != null && (
          <>
            {' and '}
            <Link to="/agents" search={{ environment }} className="link">
              more
            </Link>
          </>
        )}
      </dd>
      <dt>Trainings</dt>
      <dd>
        <Link to="/trainings" search={{ environment }} className="link">
          All trainings of it
        </Link>
      </dd>
    </>
  )
}
