import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { evaluationPages } from '../api/evaluation-queries.ts'
import { Empty } from '../components/empty.tsx'
import { ListPage } from '../components/list-page.tsx'
import { evaluationColumns } from '../evaluation/evaluation-columns.tsx'
import { isTyping, listOffers } from '../list-search.ts'

/** All evaluations, newest first. */
export function EvaluationsPage(): ReactNode {
  const search = useSearch({ from: '/shell/evaluations' })
  const navigate = useNavigate({ from: '/evaluations' })
  const query = useInfiniteQuery(evaluationPages(search))
  return (
    <ListPage
      title="Evaluations"
      list="evaluations"
      noun={['evaluation', 'evaluations']}
      search={search}
      offer={listOffers.evaluations}
      onSearch={(next) => void navigate({ search: next, replace: isTyping(search, next) })}
      query={query}
      columns={evaluationColumns}
      empty={
        <Empty command="./tars evaluate POLICY --episodes 100">
          Nothing has been evaluated yet. A training can ask for the evaluation of its policy, and every
          policy can be evaluated at any time.
        </Empty>
      }
    />
  )
}
