import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { Training } from '@tars/contracts'
import type { ReactNode } from 'react'
import { trainingPages } from '../api/training-queries.ts'
import { Ago } from '../components/ago.tsx'
import { Chip } from '../components/chip.tsx'
import { CurveLine, CurveValue } from '../components/curve-cells.tsx'
import { Empty } from '../components/empty.tsx'
import { ListPage } from '../components/list-page.tsx'
import type { Column } from '../components/list-table.tsx'
import { Progress } from '../components/progress.tsx'
import { isTyping, listOffers } from '../list-search.ts'
import { StartTraining } from '../training/start-training.tsx'
import { definitions } from '../words/definition.ts'
import { describeProgress } from '../words/describe-progress.ts'
import { trainingRatio } from '../words/eta.ts'
import { absent, formatReturn, formatSi } from '../words/quantity.ts'
import { workTones } from '../words/tone.ts'

const columns: readonly Column<Training>[] = [
  {
    title: 'Agent',
    card: 'title',
    cell: ({ id, agent, environment }) => (
      <Link to="/trainings/$id" params={{ id }} className="row-link">
        {agent} <span className="light">{environment}</span>
      </Link>
    ),
  },
  {
    title: 'State',
    rem: 7.5,
    card: 'line',
    cell: ({ state }) => <Chip tone={workTones[state]}>{state}</Chip>,
  },
  { title: 'Progress', rem: 10, card: 'line', cell: (training) => <Done training={training} /> },
  {
    title: 'Curve',
    means: 'The mean return of the last 100 episodes, from the beginning of the training on.',
    rem: 8.5,
    from: 'medium',
    card: 'picture',
    cell: (training) => <CurveLine training={training} />,
  },
  {
    title: 'Last return',
    means: 'The mean return of the last 100 episodes so far.',
    rem: 6.5,
    number: true,
    cell: ({ progress }) => formatReturn(progress?.returnMean),
  },
  {
    title: 'Best',
    means: 'The highest mean return of 100 episodes on the way.',
    rem: 5,
    number: true,
    from: 'medium',
    cell: (training) => <CurveValue training={training} of="max" />,
  },
  {
    title: 'Lowest',
    means: 'The lowest mean return of 100 episodes on the way.',
    rem: 5,
    number: true,
    from: 'wide',
    cell: (training) => <CurveValue training={training} of="min" />,
  },
  { title: 'Steps', rem: 5.5, number: true, from: 'wide', cell: ({ steps }) => formatSi(steps) },
  {
    title: 'Steps/s',
    means: definitions.stepsPerSecond,
    rem: 5,
    number: true,
    from: 'wide',
    card: 'none',
    cell: ({ progress }) => (progress === null ? absent : formatSi(progress.stepsPerSecond)),
  },
  { title: 'Seed', rem: 4.5, number: true, from: 'wide', card: 'none', cell: ({ seed }) => seed },
  {
    title: 'Asked for',
    rem: 6.5,
    number: true,
    card: 'aside',
    cell: ({ createdAt }) => <Ago at={createdAt} />,
  },
]

/** How far a training is, with the time that is left while it runs and the time that it took once it has ended. */
function Done({ training }: { training: Training }): ReactNode {
  const words = describeProgress(training)
  if (words === null) return null
  return (
    <div className="done">
      <span className="light">{words}</span>
      {training.state === 'running' && (
        <Progress ratio={trainingRatio(training)} label={`Steps of ${training.agent}`} />
      )}
    </div>
  )
}

/** All trainings, newest first. */
export function TrainingsPage(): ReactNode {
  const search = useSearch({ from: '/shell/trainings' })
  const navigate = useNavigate({ from: '/trainings' })
  const query = useInfiniteQuery(trainingPages(search))
  return (
    <ListPage
      title="Trainings"
      list="trainings"
      noun={['training', 'trainings']}
      search={search}
      offer={listOffers.trainings}
      onSearch={(next) => void navigate({ search: next, replace: isTyping(search, next) })}
      query={query}
      columns={columns}
      actions={<StartTraining />}
      empty={
        <Empty command="./tars train ppo --environment CartPole-v1 --follow">
          Nothing has been trained yet.
        </Empty>
      }
    />
  )
}
