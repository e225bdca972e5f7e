import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { Agent } from '@tars/contracts'
import type { ReactNode } from 'react'
import { agentPages } from '../api/policy-queries.ts'
import { Ago } from '../components/ago.tsx'
import { Chip } from '../components/chip.tsx'
import { Empty } from '../components/empty.tsx'
import { ListPage } from '../components/list-page.tsx'
import type { Column } from '../components/list-table.tsx'
import { isTyping, listOffers } from '../list-search.ts'
import { approvalMeanings } from '../words/describe-promotion.ts'
import { countOf, formatCount } from '../words/quantity.ts'

const columns: readonly Column<Agent>[] = [
  {
    title: 'Agent',
    card: 'title',
    cell: ({ name, environment }) => (
      <Link to="/agents/$name" params={{ name }} className="row-link">
        {name} <span className="light">{environment}</span>
      </Link>
    ),
  },
  {
    title: 'Baseline',
    means: 'The policy that every other policy of the agent is measured against.',
    rem: 9,
    card: 'line',
    cell: ({ baselineVersion }) =>
      baselineVersion === null ? (
        <Chip tone="nothing">none yet</Chip>
      ) : (
        <Chip tone="good">v{baselineVersion}</Chip>
      ),
  },
  {
    title: 'Waiting',
    means: 'Promotions that wait for a decision.',
    rem: 11,
    card: 'line',
    cell: ({ proposals }) => proposals > 0 && <Chip tone="unsure">{countOf(proposals, 'proposal')}</Chip>,
  },
  {
    title: 'Approval',
    means: `person: ${approvalMeanings.person} automatic: ${approvalMeanings.automatic}`,
    rem: 8,
    from: 'medium',
    cell: ({ approval }) => approval,
  },
  { title: 'Policies', rem: 6, number: true, cell: ({ policies }) => formatCount(policies) },
  { title: 'Since', rem: 6.5, number: true, card: 'aside', cell: ({ createdAt }) => <Ago at={createdAt} /> },
]

/** All agents, newest first. */
export function AgentsPage(): ReactNode {
  const search = useSearch({ from: '/shell/agents' })
  const navigate = useNavigate({ from: '/agents' })
  const query = useInfiniteQuery(agentPages(search))
  return (
    <ListPage
      title="Agents"
      list="agents"
      noun={['agent', 'agents']}
      search={search}
      offer={listOffers.agents}
      onSearch={(next) => void navigate({ search: next, replace: isTyping(search, next) })}
      query={query}
      columns={columns}
      empty={
        <Empty command="./tars train ppo --environment CartPole-v1 --name cartpole">
          There is no agent yet. The first training of a name makes one.
        </Empty>
      }
    />
  )
}
