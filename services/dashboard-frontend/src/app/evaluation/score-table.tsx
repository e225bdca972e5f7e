import type { Score } from '@tars/contracts'
import type { ReactNode } from 'react'
import { Panel } from '../components/panel.tsx'
import { Term } from '../components/term.tsx'
import { definitions } from '../words/definition.ts'
import { absent, formatInterval, formatRatio, formatReturn } from '../words/quantity.ts'

type Row = readonly [name: string, means: string, value: (score: Score) => string]

const rows: readonly Row[] = [
  ['Mean', definitions.meanReturn, ({ mean }) => formatReturn(mean)],
  [
    '95 % of the mean',
    'Bootstrap percentile interval: means of resampled episodes lie in it 95 times out of 100.',
    ({ interval95 }) => formatInterval(interval95, formatReturn),
  ],
  ['Interquartile mean', definitions.iqm, ({ iqm }) => formatReturn(iqm)],
  ['Median', 'Half of the episodes returned less, half more.', ({ median }) => formatReturn(median)],
  [
    'Standard deviation',
    'How far returns typically lie from their mean (sample, n − 1).',
    ({ std }) => formatReturn(std),
  ],
  ['Lowest', 'The worst episode.', ({ min }) => formatReturn(min)],
  ['Highest', 'The best episode.', ({ max }) => formatReturn(max)],
  [
    'Success',
    'The share of episodes at or above the mark from which the environment counts as solved.',
    ({ successRatio }) => formatRatio(successRatio),
  ],
  [
    '95 % of success',
    'Wilson interval of the success share.',
    ({ successInterval95 }) => formatInterval(successInterval95, formatRatio),
  ],
  ['Mean length', 'Steps of an episode, on average.', ({ lengthMean }) => formatReturn(lengthMean)],
]

/** The score of the policy beside that of its baseline; every statistic explains itself. */
export function ScoreTable({ score, baseline }: { score: Score; baseline: Score | null }): ReactNode {
  return (
    <Panel title="Score">
      <table className="table table-figures" aria-label="Score">
        <thead>
          <tr>
            <th scope="col">Return</th>
            <th scope="col" className="number">
              Policy
            </th>
            <th scope="col" className="number">
              Baseline
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, means, value]) => (
            <tr key={name}>
              <td>
                <Term means={means}>{name}</Term>
              </td>
              <td className="number">{value(score)}</td>
              <td className="number dim">{baseline === null ? absent : value(baseline)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}
