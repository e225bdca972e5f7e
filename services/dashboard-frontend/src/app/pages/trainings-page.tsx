import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { type Training, type TrainingState, trainingStateSchema } from '@tars/contracts'
import type { ReactNode } from 'react'
import { trainingPages } from '../api/training-queries.ts'
import { Ago } from '../components/ago.tsx'
import { Chip } from '../components/chip.tsx'
import { Empty } from '../components/empty.tsx'
import { FreshNotice } from '../components/fresh-notice.tsx'
import { InfiniteList } from '../components/infinite-list.tsx'
import { ListFilter } from '../components/list-filter.tsx'
import type { Column } from '../components/list-table.tsx'
import { PageHead } from '../components/page-head.tsx'
import { matchesFilter } from '../search.ts'
import { trainingRatio } from '../words/eta.ts'
import { absent, formatCount, formatRatio, formatReturn, formatSi } from '../words/quantity.ts'
import { workTones } from '../words/tone.ts'
import { StartTraining } from './start-training.tsx'

const columns: readonly Column<Training>[] = [
  {
    title: 'Agent',
    cell: ({ id, agent, environment }) => (
      <Link to="/trainings/$id" params={{ id }} className="row-link">
        {agent} <span className="light">{environment}</span>
      </Link>
    ),
  },
  { title: 'State', cell: (training) => <StateCell training={training} /> },
  {
    title: 'Mean return',
    number: true,
    labelled: true,
    cell: ({ progress }) => formatReturn(progress?.returnMean),
  },
  { title: 'Steps', number: true, labelled: true, cell: ({ steps }) => formatCount(steps) },
  {
    title: 'Steps/s',
    number: true,
    labelled: true,
    cell: ({ progress }) => (progress === null ? absent : formatSi(progress.stepsPerSecond)),
  },
  { title: 'Seed', number: true, labelled: true, cell: ({ seed }) => seed },
  { title: 'Asked for', number: true, cell: ({ createdAt }) => <Ago at={createdAt} /> },
]

function StateCell({ training }: { training: Training }): ReactNode {
  const done =
    training.state === 'running' ? ` ${formatRatio(Math.floor(trainingRatio(training) * 100) / 100)}` : ''
  return (
    <Chip tone={workTones[training.state]}>
      {training.state}
      {done}
    </Chip>
  )
}

/** All trainings, newest first. */
export function TrainingsPage(): ReactNode {
  const search = useSearch({ from: '/shell/trainings' })
  const navigate = useNavigate({ from: '/trainings' })
  const query = useInfiniteQuery(trainingPages(search.state as TrainingState | undefined))
  const shown = query.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <main className="page">
      <PageHead title="Trainings" actions={<StartTraining />} />
      <section className="panel">
        <div className="panel-head">
          <ListFilter
            search={search}
            states={trainingStateSchema.options}
            onChange={(next) => void navigate({ search: next, replace: true })}
          />
          <FreshNotice list="trainings" shown={shown} />
        </div>
        <InfiniteList
          label="Trainings"
          noun={['training', 'trainings']}
          query={query}
          columns={columns}
          matches={({ agent, environment, state, seed, id }) =>
            matchesFilter(search.q, `${agent} ${environment} ${state} seed ${seed} ${id}`)
          }
          empty={
            search.state === undefined ? (
              <Empty command="./tars train ppo --environment CartPole-v1 --follow">
                Nothing has been trained yet.
              </Empty>
            ) : (
              <p className="dim">No training is {search.state}.</p>
            )
          }
        />
      </section>
    </main>
  )
}
