import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { policyPages } from '../api/policy-queries.ts'
import { Empty } from '../components/empty.tsx'
import { ListPage } from '../components/list-page.tsx'
import { isTyping, listOffers } from '../list-search.ts'
import { policyColumns } from '../policy/policy-columns.tsx'

/** All policies, newest first. */
export function PoliciesPage(): ReactNode {
  const search = useSearch({ from: '/shell/policies' })
  const navigate = useNavigate({ from: '/policies' })
  const query = useInfiniteQuery(policyPages(search))
  return (
    <ListPage
      title="Policies"
      list="policies"
      noun={['policy', 'policies']}
      search={search}
      offer={listOffers.policies}
      onSearch={(next) => void navigate({ search: next, replace: isTyping(search, next) })}
      query={query}
      columns={policyColumns}
      empty={
        <Empty command="./tars train ppo --environment CartPole-v1 --follow">
          There is no policy yet. Every training that completes gives one.
        </Empty>
      }
    />
  )
}
