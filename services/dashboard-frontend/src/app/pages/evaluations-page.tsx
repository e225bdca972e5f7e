import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { type Evaluation, type EvaluationState, evaluationStateSchema } from '@tars/contracts'
import type { ReactNode } from 'react'
import { evaluationPages } from '../api/evaluation-queries.ts'
import { IntervalBar } from '../charts/interval-bar.tsx'
import { Ago } from '../components/ago.tsx'
import { Chip } from '../components/chip.tsx'
import { Empty } from '../components/empty.tsx'
import { FreshNotice } from '../components/fresh-notice.tsx'
import { InfiniteList } from '../components/infinite-list.tsx'
import { ListFilter } from '../components/list-filter.tsx'
import type { Column } from '../components/list-table.tsx'
import { PageHead } from '../components/page-head.tsx'
import { matchesFilter } from '../search.ts'
import { nameEvaluation, nameOpponent } from '../words/describe-work.ts'
import { evaluationRatio } from '../words/eta.ts'
import { formatCount, formatDifference, formatRatio, formatReturn } from '../words/quantity.ts'
import { verdictTones, workTones } from '../words/tone.ts'

const columns: readonly Column<Evaluation>[] = [
  {
    title: 'Policy',
    cell: (evaluation) => (
      <Link to="/evaluations/$id" params={{ id: evaluation.id }} className="row-link">
        {nameEvaluation(evaluation)} <span className="light">{evaluation.environment}</span>
      </Link>
    ),
  },
  { title: 'Verdict', cell: (evaluation) => <Outcome evaluation={evaluation} /> },
  { title: 'Against', labelled: true, cell: ({ baseline }) => nameOpponent(baseline) },
  {
    title: 'Difference',
    number: true,
    labelled: true,
    cell: ({ comparison }) => comparison && formatDifference(comparison.difference),
  },
  {
    title: '95 % interval',
    cell: ({ comparison, verdict }) =>
      comparison && verdict && <IntervalBar comparison={comparison} verdict={verdict} />,
  },
  { title: 'Mean return', number: true, labelled: true, cell: ({ score }) => formatReturn(score?.mean) },
  { title: 'Episodes', number: true, labelled: true, cell: ({ episodes }) => formatCount(episodes) },
  { title: 'Asked for', number: true, cell: ({ createdAt }) => <Ago at={createdAt} /> },
]

function Outcome({ evaluation }: { evaluation: Evaluation }): ReactNode {
  const { verdict, state } = evaluation
  if (verdict !== null) return <Chip tone={verdictTones[verdict]}>{verdict}</Chip>
  const done =
    state === 'running' ? ` ${formatRatio(Math.floor(evaluationRatio(evaluation) * 100) / 100)}` : ''
  return (
    <Chip tone={workTones[state]}>
      {state}
      {done}
    </Chip>
  )
}

/** All evaluations, newest first. */
export function EvaluationsPage(): ReactNode {
  const search = useSearch({ from: '/shell/evaluations' })
  const navigate = useNavigate({ from: '/evaluations' })
  const query = useInfiniteQuery(evaluationPages(search.state as EvaluationState | undefined))
  const shown = query.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <main className="page">
      <PageHead title="Evaluations" />
      <section className="panel">
        <div className="panel-head">
          <ListFilter
            search={search}
            states={evaluationStateSchema.options}
            onChange={(next) => void navigate({ search: next, replace: true })}
          />
          <FreshNotice list="evaluations" shown={shown} />
        </div>
        <InfiniteList
          label="Evaluations"
          noun={['evaluation', 'evaluations']}
          query={query}
          columns={columns}
          matches={(evaluation) => matchesFilter(search.q, textOf(evaluation))}
          empty={
            search.state === undefined ? (
              <Empty command="./tars evaluate POLICY --episodes 100">
                Nothing has been evaluated yet. A training can ask for the evaluation of its policy, and every
                policy can be evaluated at any time.
              </Empty>
            ) : (
              <p className="dim">No evaluation is {search.state}.</p>
            )
          }
        />
      </section>
    </main>
  )
}

function textOf(evaluation: Evaluation): string {
  const { environment, state, verdict, id } = evaluation
  return `${nameEvaluation(evaluation)} ${environment} ${state} ${verdict ?? ''} ${id}`
}
