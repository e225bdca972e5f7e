import { Anchor } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { EpisodeDifference, ReceiptCheck, Verification } from '@tars/contracts'
import type { ReactNode } from 'react'
import { sessionQuery } from '../api/session-queries.ts'
import { Ago } from '../components/ago.tsx'
import { Chip } from '../components/chip.tsx'
import { Progress } from '../components/progress.tsx'
import { Term } from '../components/term.tsx'
import { TraceLine } from '../components/trace-line.tsx'
import { describeActor } from '../words/actor.ts'
import { checkWords, describeVerification, verificationRatio } from '../words/describe-verification.ts'
import { countOf, formatDifference, formatReturn } from '../words/quantity.ts'

/** What a verification has found: in words, fact by fact, and episode by episode where something differs. */
export function VerificationResult(given: {
  verification: Verification
  onChoose: (episode: number) => void
}): ReactNode {
  const { verification, onChoose } = given
  const session = useQuery(sessionQuery)
  const { tone, sentence } = describeVerification(verification)
  const { state, checks, differences, differing, requestedBy, traceId, endedAt, createdAt } = verification
  return (
    <>
      <div className={`note tone-${tone}`} role="status">
        <p>
          <Chip tone={tone}>{sentence}</Chip>
        </p>
        <p className="dim">
          Asked for by {describeActor(requestedBy, session.data)}, <Ago at={endedAt ?? createdAt} />
        </p>
        {state === 'failed' && <TraceLine id={traceId} />}
      </div>
      {state === 'running' && (
        <Progress ratio={verificationRatio(verification)} label="Episodes played again" />
      )}
      {checks.length > 0 && <Checks checks={checks} />}
      {differences.length > 0 && (
        <Differences differences={differences} all={differing ?? differences.length} onChoose={onChoose} />
      )}
    </>
  )
}

function Checks({ checks }: { checks: readonly ReceiptCheck[] }): ReactNode {
  return (
    <table className="table" aria-label="Receipt, fact by fact">
      <thead>
        <tr>
          <th scope="col">Fact</th>
          <th scope="col">Result</th>
          <th scope="col">Found</th>
        </tr>
      </thead>
      <tbody>
        {checks.map(({ name, expected, found, matches }) => (
          <tr key={name}>
            <td>
              <Term means={checkWords[name].means}>{checkWords[name].name}</Term>
            </td>
            <td>
              <Chip tone={matches ? 'good' : 'bad'}>{matches ? 'the same' : 'another'}</Chip>
            </td>
            <td className="found">
              <code className="code" title={found}>
                {short(found)}
              </code>
              {!matches && (
                <span className="dim">
                  {' '}
                  instead of{' '}
                  <code className="code" title={expected}>
                    {short(expected)}
                  </code>
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Differences(given: {
  differences: readonly EpisodeDifference[]
  all: number
  onChoose: (episode: number) => void
}): ReactNode {
  const { differences, all, onChoose } = given
  return (
    <>
      <p className="dim">
        {differences.length < all && `The first ${differences.length} of ${countOf(all, 'episode')}; `}
        an episode of the policy can be seen in the replay.
      </p>
      <ul className="row-list" aria-label="Episodes that differ">
        {differences.map(({ side, index, recorded, replayed }) => (
          <li key={`${side} ${index}`} className="line">
            {side === 'candidate' ? (
              <Anchor component="button" type="button" size="sm" onClick={() => onChoose(index)}>
                Episode {index}
              </Anchor>
            ) : (
              <span>Episode {index} of the baseline</span>
            )}
            <span>
              {formatReturn(replayed)} instead of {formatReturn(recorded)}{' '}
              <span className="dim">({formatDifference(replayed - recorded)})</span>
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

/** The beginning of a hash, enough to tell two apart; anything shorter, and words, as they are. */
function short(text: string): string {
  return text.length > 16 && !text.includes(' ') ? `${text.slice(0, 12)}…` : text
}
