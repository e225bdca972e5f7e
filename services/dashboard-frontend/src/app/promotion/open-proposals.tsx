import { Skeleton } from '@mantine/core'
import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Promotion } from '@tars/contracts'
import type { ReactNode } from 'react'
import type { ListPage } from '../api/list-pages.ts'
import { may, sessionQuery } from '../api/session-queries.ts'
import { Ago } from '../components/ago.tsx'
import { Panel } from '../components/panel.tsx'
import { Read } from '../components/read.tsx'
import { WhyNot } from '../components/why-not.tsx'
import { describeDecision, describePromotion, personalReason } from '../words/describe-promotion.ts'
import { EvidenceOf } from './evidence.tsx'
import { DecideProposal } from './promotion-decisions.tsx'

/** What waits for a decision about an agent, each with the evidence that speaks for it. */
export function OpenProposals({
  promotions,
}: {
  promotions: UseQueryResult<ListPage<Promotion>>
}): ReactNode {
  return (
    <Panel title="Waiting for a decision">
      <Read query={promotions} skeleton={<Skeleton height={60} />}>
        {({ items }) => <Proposals open={items.filter(({ state }) => state === 'proposed')} />}
      </Read>
    </Panel>
  )
}

function Proposals({ open }: { open: readonly Promotion[] }): ReactNode {
  if (open.length === 0) {
    return <p className="dim">Nothing waits. A policy with the verdict improved is proposed by itself.</p>
  }
  return open.map((proposal) => <Proposal key={proposal.id} proposal={proposal} />)
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
