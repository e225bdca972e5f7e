import { Button, Select } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { insightKindSchema, insightSeveritySchema } from '@tars/contracts'
import type { ReactNode } from 'react'
import { insightPages } from '../api/insight-queries.ts'
import { agentChoices } from '../api/policy-queries.ts'
import { Failure } from '../components/failure.tsx'
import { PageHead } from '../components/page-head.tsx'
import { RowSkeletons } from '../components/skeletons.tsx'
import { InsightEntry } from '../insights/insight-entry.tsx'
import { type InsightSearch, readInsightSearch } from '../insights/insight-search.ts'
import { insightWords } from '../words/describe-insight.ts'

/** What is worth a person's eye, newest first: what, since when, and what to do. */
export function InsightsPage(): ReactNode {
  const search = useSearch({ from: '/shell/insights' })
  const navigate = useNavigate({ from: '/insights' })
  const change = (part: Record<string, unknown>) =>
    void navigate({ search: readInsightSearch({ ...search, ...part }) })
  return (
    <main className="page">
      <PageHead title="Insights" />
      <section className="panel" aria-label="All insights">
        <div className="panel-head">
          <InsightFilter search={search} onChange={change} />
        </div>
        <InsightList search={search} />
      </section>
    </main>
  )
}

function InsightFilter(given: {
  search: InsightSearch
  onChange: (part: Record<string, unknown>) => void
}): ReactNode {
  const { search, onChange } = given
  const agents = useQuery(agentChoices)
  const shared = { size: 'xs', w: 180, clearable: true } as const
  return (
    <div className="filter-bar">
      <Select
        {...shared}
        aria-label="Severity"
        placeholder="Any severity"
        data={insightSeveritySchema.options}
        value={search.severity ?? null}
        onChange={(severity) => onChange({ severity })}
      />
      <Select
        {...shared}
        aria-label="Kind"
        placeholder="Any kind"
        data={insightKindSchema.options.map((kind) => ({ value: kind, label: insightWords[kind].name }))}
        value={search.kind ?? null}
        onChange={(kind) => onChange({ kind })}
      />
      <Select
        {...shared}
        data-filter
        searchable
        aria-label="Agent"
        placeholder="Any agent"
        nothingFoundMessage="No agent is called so"
        data={
          agents.data?.items.map(({ name }) => name) ?? (search.agent === undefined ? [] : [search.agent])
        }
        value={search.agent ?? null}
        onChange={(agent) => onChange({ agent })}
      />
    </div>
  )
}

function InsightList({ search }: { search: InsightSearch }): ReactNode {
  const query = useInfiniteQuery(insightPages(search))
  const agents = useQuery(agentChoices)
  if (query.isPending) return <RowSkeletons />
  if (query.data === undefined) return <Failure error={query.error} onRetry={() => void query.refetch()} />
  const insights = query.data.pages.flatMap(({ items }) => items)
  if (insights.length === 0) return <NoInsights search={search} />
  return (
    <>
      <ul className="row-list" aria-label="Insights">
        {insights.map((insight) => (
          <li key={insight.id}>
            <InsightEntry
              insight={insight}
              agent={agents.data?.items.find(({ id }) => id === insight.agentId)?.name}
            />
          </li>
        ))}
      </ul>
      {query.hasNextPage && (
        <Button
          mt="md"
          size="xs"
          variant="default"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </>
  )
}

function NoInsights({ search }: { search: InsightSearch }): ReactNode {
  const isFiltered = Object.values(search).some((value) => value !== undefined)
  if (isFiltered) return <p className="dim">No insight is of this kind.</p>
  return (
    <p className="dim">
      Nothing needs your eye. A policy that regresses or improves, and work that fails, is told here.
    </p>
  )
}
