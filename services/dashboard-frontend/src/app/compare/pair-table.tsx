import type { ComparedPair } from '@tars/contracts'
import type { ReactNode } from 'react'
import { CardLabel } from '../components/card-label.tsx'
import { Term } from '../components/term.tsx'
import { VerdictChip } from '../components/verdict-chip.tsx'
import { definitions } from '../words/definition.ts'
import { describeProbability } from '../words/probability.ts'
import { formatDifference, formatInterval, formatRatio } from '../words/quantity.ts'
import type { NamedPolicy } from './named-policy.ts'

/** Every two policies of a comparison: what is to be said of them in words, then in numbers. */
export function PairTable(given: {
  pairs: readonly ComparedPair[]
  policies: readonly NamedPolicy[]
}): ReactNode {
  const named = new Map(given.policies.map((policy) => [policy.policyId, policy]))
  const letterOf = (id: string) => named.get(id)?.mark.letter
  return (
    <table className="table pair-table" aria-label="Every two of them">
      <thead>
        <tr>
          <th scope="col">In words</th>
          <th scope="col">Verdict</th>
          <th scope="col" className="number">
            <Term means={definitions.differenceOfPair}>Difference</Term>
          </th>
          <th scope="col" className="number">
            <Term means={definitions.interval95}>95 % interval</Term>
          </th>
          <th scope="col" className="number">
            <Term means={definitions.probabilityOfPair}>Returns more</Term>
          </th>
        </tr>
      </thead>
      <tbody>
        {given.pairs.map((pair) => (
          <tr key={`${pair.firstPolicyId} ${pair.secondPolicyId}`}>
            <td>
              <strong>
                {letterOf(pair.firstPolicyId)} against {letterOf(pair.secondPolicyId)}
              </strong>{' '}
              {pair.sentence}.
            </td>
            <td>
              <VerdictChip verdict={pair.verdict} />
            </td>
            <td className="number">
              <CardLabel means={definitions.differenceOfPair}>Difference</CardLabel>
              {formatDifference(pair.difference)}
            </td>
            <td className="number">
              <CardLabel means={definitions.interval95}>95 % interval</CardLabel>
              {formatInterval(pair.interval95, formatDifference)}
            </td>
            <td className="number">
              <CardLabel means={definitions.probabilityOfPair}>Returns more</CardLabel>
              {formatRatio(pair.probabilityOfImprovement)},{' '}
              {describeProbability(pair.probabilityOfImprovement)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
