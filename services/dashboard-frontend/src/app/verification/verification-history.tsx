import { useQuery } from '@tanstack/react-query'
import type { Verification } from '@tars/contracts'
import type { ReactNode } from 'react'
import { sessionQuery } from '../api/session-queries.ts'
import { Ago } from '../components/ago.tsx'
import { Chip } from '../components/chip.tsx'
import { describeActor } from '../words/actor.ts'
import { describeVerification } from '../words/describe-verification.ts'
import { countOf } from '../words/quantity.ts'

/** The verifications before the latest one, newest first. */
export function VerificationHistory({
  verifications,
}: {
  verifications: readonly Verification[]
}): ReactNode {
  const session = useQuery(sessionQuery)
  return (
    <details>
      <summary>{countOf(verifications.length, 'earlier verification')}</summary>
      <ul className="row-list">
        {verifications.map((verification) => {
          const { tone, sentence } = describeVerification(verification)
          return (
            <li key={verification.id} className="line">
              <Chip tone={tone}>{sentence}</Chip>
              <span className="dim">
                {describeActor(verification.requestedBy, session.data)},{' '}
                <Ago at={verification.endedAt ?? verification.createdAt} />
              </span>
            </li>
          )
        })}
      </ul>
    </details>
  )
}
