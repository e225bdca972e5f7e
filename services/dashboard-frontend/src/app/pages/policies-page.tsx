import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Policy } from '@tars/contracts'
import type { ReactNode } from 'react'
import { policyPages } from '../api/platform-queries.ts'
import { Ago } from '../components/ago.tsx'
import { Chip } from '../components/chip.tsx'
import { Copy } from '../components/command.tsx'
import { Empty } from '../components/empty.tsx'
import { InfiniteList } from '../components/infinite-list.tsx'
import type { Column } from '../components/list-table.tsx'
import { PageHead } from '../components/page-head.tsx'
import { formatBytes, formatCount, formatReturn } from '../words/quantity.ts'
import { EvaluatePolicy } from './evaluate-policy.tsx'

const columns: readonly Column<Policy>[] = [
  {
    title: 'Policy',
    cell: ({ agent, version, environment }) => (
      <>
        <strong>
          {agent} v{version}
        </strong>{' '}
        <span className="light">{environment}</span>
      </>
    ),
  },
  { title: 'Role', cell: ({ isBaseline }) => isBaseline && <Chip tone="good">baseline</Chip> },
  {
    title: 'Mean return in training',
    number: true,
    labelled: true,
    cell: ({ returnMean }) => formatReturn(returnMean),
  },
  { title: 'Steps', number: true, labelled: true, cell: ({ steps }) => formatCount(steps) },
  { title: 'Size', number: true, labelled: true, cell: ({ bytes }) => formatBytes(bytes) },
  {
    title: 'Training',
    cell: ({ trainingId }) =>
      trainingId !== null && (
        <Link to="/trainings/$id" params={{ id: trainingId }} className="link">
          its training
        </Link>
      ),
  },
  {
    title: 'Id',
    cell: ({ id }) => (
      <span className="id">
        <code className="code" title={id}>
          {id.slice(-12)}
        </code>
        <Copy text={id} label="Copy the id" />
      </span>
    ),
  },
  { title: 'Assess', cell: (policy) => <EvaluatePolicy policy={policy} /> },
  { title: 'Made', number: true, cell: ({ createdAt }) => <Ago at={createdAt} /> },
]

/** All policies, newest first. */
export function PoliciesPage(): ReactNode {
  const query = useInfiniteQuery(policyPages)
  return (
    <main className="page">
      <PageHead title="Policies" />
      <section className="panel">
        <InfiniteList
          label="Policies"
          noun={['policy', 'policies']}
          query={query}
          columns={columns}
          empty={
            <Empty command="./tars train ppo --environment CartPole-v1 --follow">
              There is no policy yet. Every training that completes gives one.
            </Empty>
          }
        />
      </section>
    </main>
  )
}
