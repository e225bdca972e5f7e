import { Link } from '@tanstack/react-router'
import type { Policy } from '@tars/contracts'
import { Ago } from '../components/ago.tsx'
import { Chip } from '../components/chip.tsx'
import type { Column } from '../components/list-table.tsx'
import { namePolicy } from '../words/describe-promotion.ts'
import { formatBytes, formatReturn, formatSi } from '../words/quantity.ts'

/** How much of a hash names it in a row. */
const hashShown = 12

/** The columns of a list of policies. */
export const policyColumns: readonly Column<Policy>[] = [
  {
    title: 'Policy',
    card: 'title',
    cell: (policy) => (
      <Link to="/policies/$id" params={{ id: policy.id }} className="row-link">
        {namePolicy(policy)} <span className="light">{policy.environment}</span>
      </Link>
    ),
  },
  {
    title: 'Role',
    rem: 8,
    card: 'line',
    cell: ({ isBaseline }) => isBaseline && <Chip tone="good">baseline</Chip>,
  },
  {
    title: 'Mean return',
    means: 'The mean return of the last 100 episodes of its training.',
    rem: 8,
    number: true,
    cell: ({ returnMean }) => formatReturn(returnMean),
  },
  { title: 'Steps', rem: 6, number: true, from: 'medium', cell: ({ steps }) => formatSi(steps) },
  { title: 'Size', rem: 6, number: true, from: 'medium', cell: ({ bytes }) => formatBytes(bytes) },
  {
    title: 'Weights',
    means: 'The beginning of the SHA-256 of its weights.',
    rem: 9,
    from: 'medium',
    card: 'none',
    cell: ({ weightHash }) => (
      <code className="code" title={weightHash}>
        {weightHash.slice(0, hashShown)}
      </code>
    ),
  },
  { title: 'Made', rem: 6.5, number: true, card: 'aside', cell: ({ createdAt }) => <Ago at={createdAt} /> },
]
