import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Insight } from '@tars/contracts'
import type { ReactNode } from 'react'
import { insightPages } from '../api/platform-queries.ts'
import { Ago } from '../components/ago.tsx'
import { Chip } from '../components/chip.tsx'
import { InfiniteList } from '../components/infinite-list.tsx'
import type { Column } from '../components/list-table.tsx'
import { PageHead } from '../components/page-head.tsx'
import { severityTones } from '../words/tone.ts'

const columns: readonly Column<Insight>[] = [
  {
    title: 'Insight',
    cell: ({ title, detail }) => (
      <>
        <strong>{title}</strong>
        <div className="dim">{detail}</div>
      </>
    ),
  },
  { title: 'Severity', cell: ({ severity }) => <Chip tone={severityTones[severity]}>{severity}</Chip> },
  { title: 'About', cell: (insight) => <About insight={insight} /> },
  { title: 'Since', number: true, cell: ({ createdAt }) => <Ago at={createdAt} /> },
]

function About({ insight }: { insight: Insight }): ReactNode {
  if (insight.evaluationId !== null) {
    return (
      <Link to="/evaluations/$id" params={{ id: insight.evaluationId }} className="link">
        the evaluation
      </Link>
    )
  }
  if (insight.trainingId === null) return null
  return (
    <Link to="/trainings/$id" params={{ id: insight.trainingId }} className="link">
      the training
    </Link>
  )
}

/** All insights, newest first. */
export function InsightsPage(): ReactNode {
  const query = useInfiniteQuery(insightPages)
  return (
    <main className="page">
      <PageHead title="Insights" />
      <section className="panel">
        <InfiniteList
          label="Insights"
          noun={['insight', 'insights']}
          query={query}
          columns={columns}
          empty={
            <p className="dim">
              Nothing needs your eye. A policy that regresses or improves, and work that fails, is told here.
            </p>
          }
        />
      </section>
    </main>
  )
}
