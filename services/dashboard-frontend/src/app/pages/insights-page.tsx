import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type Insight, insightKindSchema, insightSeveritySchema } from '@tars/contracts'
import type { ReactNode } from 'react'
import { insightPages } from '../api/insight-queries.ts'
import { agentChoices } from '../api/policy-queries.ts'
import { EmptyByFilter } from '../components/empty-by-filter.tsx'
import { FreshNotice } from '../components/fresh-notice.tsx'
import { ListCount, PagedEntries, useEntries } from '../components/infinite-list.tsx'
import { AgentChoice, Choice } from '../components/list-filter.tsx'
import { PageHead } from '../components/page-head.tsx'
import { RowSkeletons } from '../components/skeletons.tsx'
import { InsightEntry } from '../insights/insight-entry.tsx'
import { type InsightSearch, readInsightSearch } from '../insights/insight-search.ts'
import { insightWords } from '../words/describe-insight.ts'

const kinds = insightKindSchema.options.map((kind) => ({ value: kind, label: insightWords[kind].name }))

/** What is worth a person's eye, newest first: what, since when, and what to do. */
export function InsightsPage(): ReactNode {
  const search = useSearch({ from: '/shell/insights' })
  const navigate = useNavigate({ from: '/insights' })
  const query = useInfiniteQuery(insightPages(search))
  const shown = useEntries(query)
  const isFiltered = Object.values(search).some((value) => value !== undefined)
  const change = (part: InsightSearch) => void navigate({ search: readInsightSearch({ ...search, ...part }) })
  const clear = () => void navigate({ search: {} })
  return (
    <main className="page">
      <PageHead title="Insights" />
      <section className="panel" aria-label="All insights">
        <div className="panel-head">
          <InsightFilter search={search} onChange={change} />
          <ListCount query={query} noun={['insight', 'insights']} />
          <FreshNotice
            list="insights"
            shown={shown}
            readAtMs={query.dataUpdatedAt}
            filter={search}
            isFiltered={isFiltered}
          />
        </div>
        <PagedEntries
          query={query}
          skeleton={<RowSkeletons />}
          empty={isFiltered ? <EmptyByFilter noun="insight" onClear={clear} /> : <NoInsights />}
        >
          {(insights) => <InsightEntries insights={insights} />}
        </PagedEntries>
      </section>
    </main>
  )
}

function InsightFilter(given: { search: InsightSearch; onChange: (part: InsightSearch) => void }): ReactNode {
  const { search, onChange } = given
  return (
    <search className="filter-bar">
      <Choice
        label="Severity"
        any="Any severity"
        options={insightSeveritySchema.options}
        value={search.severity}
        onChange={(severity) => onChange({ severity })}
      />
      <Choice
        label="Kind"
        any="Any kind"
        options={kinds}
        value={search.kind}
        onChange={(kind) => onChange({ kind })}
      />
      <AgentChoice agent={search.agent} onChange={onChange} isFirst />
    </search>
  )
}

function InsightEntries({ insights }: { insights: readonly Insight[] }): ReactNode {
  const agents = useQuery(agentChoices())
  return (
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
  )
}

function NoInsights(): ReactNode {
  return (
    <p className="dim">
      Nothing needs your eye. A policy that regresses or improves, and work that fails, is told here.
    </p>
  )
}
