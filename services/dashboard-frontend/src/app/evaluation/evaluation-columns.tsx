import { Link } from '@tanstack/react-router'
import type { Evaluation } from '@tars/contracts'
import type { ReactNode } from 'react'
import { IntervalBar } from '../charts/interval-bar.tsx'
import { Ago } from '../components/ago.tsx'
import { Chip } from '../components/chip.tsx'
import type { Column } from '../components/list-table.tsx'
import { Progress } from '../components/progress.tsx'
import { definitions } from '../words/definition.ts'
import { nameEvaluation, nameOpponent } from '../words/describe-work.ts'
import { evaluationRatio } from '../words/eta.ts'
import { formatCount, formatDifference, formatRatio, formatReturn } from '../words/quantity.ts'
import { verdictTones, workTones } from '../words/tone.ts'

/** The columns of a list of evaluations. */
export const evaluationColumns: readonly Column<Evaluation>[] = [
  {
    title: 'Policy',
    rem: 16,
    card: 'title',
    cell: (evaluation) => (
      <Link to="/evaluations/$id" params={{ id: evaluation.id }} className="row-link">
        {nameEvaluation(evaluation)}{' '}
        <span className="light">against {nameOpponent(evaluation.baseline)}</span>
      </Link>
    ),
  },
  {
    title: 'Verdict',
    means: definitions.verdict,
    rem: 8,
    card: 'line',
    cell: (evaluation) => <Outcome evaluation={evaluation} />,
  },
  {
    title: 'Difference',
    card: 'none',
    means: definitions.difference,
    rem: 6,
    number: true,
    cell: ({ comparison }) => comparison && formatDifference(comparison.difference),
  },
  {
    title: '95 % interval',
    means: definitions.interval95Drawn,
    rem: 9.5,
    card: 'picture',
    cell: ({ comparison, verdict }) =>
      comparison && verdict && <IntervalBar comparison={comparison} verdict={verdict} />,
  },
  { title: 'In words', from: 'wide', card: 'whole', cell: (evaluation) => <Words evaluation={evaluation} /> },
  {
    title: 'Mean return',
    means: definitions.meanReturn,
    rem: 6,
    number: true,
    from: 'medium',
    cell: ({ score }) => formatReturn(score?.mean),
  },
  {
    title: 'Lowest … highest',
    means: definitions.extremes,
    rem: 9,
    number: true,
    from: 'wide',
    card: 'none',
    cell: ({ score }) => score && `${formatReturn(score.min)} … ${formatReturn(score.max)}`,
  },
  {
    title: 'Episodes',
    rem: 5,
    number: true,
    from: 'medium',
    cell: ({ episodes }) => formatCount(episodes),
  },
  { title: 'Seed', rem: 3.5, number: true, from: 'wide', card: 'none', cell: ({ seed }) => seed },
  {
    title: 'Asked for',
    rem: 6.5,
    number: true,
    card: 'aside',
    cell: ({ createdAt }) => <Ago at={createdAt} />,
  },
]

function Outcome({ evaluation }: { evaluation: Evaluation }): ReactNode {
  const { verdict, state } = evaluation
  if (verdict !== null) return <Chip tone={verdictTones[verdict]}>{verdict}</Chip>
  if (state !== 'running') return <Chip tone={workTones[state]}>{state}</Chip>
  const ratio = evaluationRatio(evaluation)
  return (
    <div className="done">
      <Chip tone="running">running {formatRatio(Math.floor(ratio * 100) / 100)}</Chip>
      <Progress ratio={ratio} label={`Episodes of ${nameEvaluation(evaluation)}`} />
    </div>
  )
}

function Words({ evaluation }: { evaluation: Evaluation }): ReactNode {
  const words = evaluation.comparison?.sentence ?? evaluation.error
  return words && <span title={words}>{words}</span>
}
