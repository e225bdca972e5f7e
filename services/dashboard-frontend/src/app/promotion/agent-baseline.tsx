import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Agent, Promotion } from '@tars/contracts'
import type { ReactNode } from 'react'
import { sessionQuery } from '../api/session-queries.ts'
import { Ago } from '../components/ago.tsx'
import { describeDecision, latestApproved, personalReason } from '../words/describe-promotion.ts'
import { EvidenceOf } from './evidence.tsx'

/** The baseline of an agent now: since when, who decided it, and what spoke for it, where its promotions are known. */
export function AgentBaseline(given: {
  agent: Agent
  promotions: readonly Promotion[] | undefined
}): ReactNode {
  const { agent, promotions } = given
  if (agent.baselinePolicyId === null) {
    return (
      <section className="verdict tone-nothing" aria-label="Baseline">
        <p className="verdict-sentence">{agent.name} has no baseline yet.</p>
        <p className="dim">
          Its policies are measured against playing at random until one of them becomes the baseline.
        </p>
      </section>
    )
  }
  const since = promotions && latestApproved(promotions)
  return (
    <section className="verdict tone-good" aria-label="Baseline">
      <p className="verdict-sentence">
        <Link to="/policies/$id" params={{ id: agent.baselinePolicyId }} className="link">
          v{agent.baselineVersion}
        </Link>{' '}
        is the baseline
        {since && (
          <>
            , since <Ago at={since.decidedAt ?? since.createdAt} />
          </>
        )}
        .
      </p>
      {since && <Why promotion={since} />}
    </section>
  )
}

function Why({ promotion }: { promotion: Promotion }): ReactNode {
  const session = useQuery(sessionQuery)
  const reason = personalReason(promotion)
  const decided = describeDecision(promotion, session.data)
  return (
    <>
      <p className="dim">
        {promotion.kind === 'rollback' ? `Rolled back from v${promotion.previousPolicyVersion}; ` : ''}
        {decided}
        {reason !== null && `: “${reason}”`}
      </p>
      {promotion.kind === 'promotion' && <EvidenceOf evaluationId={promotion.evaluationId} />}
    </>
  )
}
