import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Promotion } from '@tars/contracts'
import type { ReactNode } from 'react'
import { may, sessionQuery } from '../api/session-queries.ts'
import { Ago } from '../components/ago.tsx'
import { Panel } from '../components/panel.tsx'
import { WhyNot } from '../components/why-not.tsx'
import { describeDecision, describePromotion, personalReason } from '../words/describe-promotion.ts'
import { EvidenceOf } from './evidence.tsx'
import { DecideProposal } from './promotion-decisions.tsx'

/** What waits for a decision about an agent, each with the evidence that speaks for it. */
export function OpenProposals({ promotions }: { promotions: readonly Promotion[] | undefined }): ReactNode {
  const open = promotions?.filter(({ state }) => state === 'proposed')
  return (
    <Panel title="Waiting for a decision">
      {open === undefined && <Skeleton height={60} />}
      {open?.length === 0 && (
        <p className="dim">Nothing waits. A policy with the verdict improved is proposed by itself.</p>
      )}
      {open?.map((proposal) => (
        <Proposal key={proposal.id} proposal={proposal} />
      ))}
    </Panel>
  )
}

function Proposal({ proposal }: { proposal: Promotion }): ReactNode {
  const session = useQuery(sessionQuery)
  const reason = personalReason(proposal)
  return (
    <article className="proposal" aria-label={describePromotion(proposal)}>
      <p>
        <Link to="/policies/$id" params={{ id: proposal.policyId }} className="link">
          v{proposal.policyVersion}
        </Link>{' '}
        {describePromotion(proposal).replace(`v${proposal.policyVersion} `, '')},{' '}
        <span className="light">
          {describeDecision(proposal, session.data)} <Ago at={proposal.createdAt} />
          {reason !== null && `: “${reason}”`}
        </span>
      </p>
      <EvidenceOf evaluationId={proposal.evaluationId} />
      {may(session.data, 'promote') ? <DecideProposal proposal={proposal} /> : <WhyNot act="promote" />}
    </article>
  )
}
