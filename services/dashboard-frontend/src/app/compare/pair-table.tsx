import type { ComparedPair } from '@tars/contracts'
import type { ReactNode } from 'react'
import { Chip } from '../components/chip.tsx'
import { Term } from '../components/term.tsx'
import { describeProbability } from '../words/probability.ts'
import { formatDifference, formatInterval, formatRatio } from '../words/quantity.ts'
import { verdictTones } from '../words/tone.ts'
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
            <Term means="Mean return of the first minus that of the second, over the same episode seeds.">
              Difference
            </Term>
          </th>
          <th scope="col" className="number">
            95 % interval
          </th>
          <th scope="col" className="number">
            <Term means="How often a random episode of the first returns more than a random episode of the second; ties count half.">
              Returns more
            </Term>
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
              <Chip tone={verdictTones[pair.verdict]}>{pair.verdict}</Chip>
            </td>
            <td className="number" data-label="Difference">
              {formatDifference(pair.difference)}
            </td>
            <td className="number" data-label="95 % interval">
              {formatInterval(pair.interval95, formatDifference)}
            </td>
            <td className="number" data-label="Returns more">
              {formatRatio(pair.probabilityOfImprovement)},{' '}
              {describeProbability(pair.probabilityOfImprovement)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
