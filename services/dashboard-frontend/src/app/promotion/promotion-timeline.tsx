import { Skeleton } from '@mantine/core'
import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Agent, Promotion } from '@tars/contracts'
import type { ReactNode } from 'react'
import type { ListPage } from '../api/list-pages.ts'
import { may, sessionQuery } from '../api/session-queries.ts'
import { Ago } from '../components/ago.tsx'
import { Chip } from '../components/chip.tsx'
import { Panel } from '../components/panel.tsx'
import { Read } from '../components/read.tsx'
import { WhyNot } from '../components/why-not.tsx'
import {
  describeDecision,
  describePromotion,
  formerBaselines,
  promotionTones,
} from '../words/describe-promotion.ts'
import { RollBack } from './promotion-decisions.tsx'

/** Everything that was decided about the baseline of an agent, newest first, with the way back to each former baseline. */
export function PromotionTimeline(given: {
  agent: Agent
  promotions: UseQueryResult<ListPage<Promotion>>
}): ReactNode {
  const { agent, promotions } = given
  const session = useQuery(sessionQuery)
  const mayDecide = may(session.data, 'promote')
  const former = formerBaselines(promotions.data?.items ?? [])
  const wayBack = (promotion: Promotion) =>
    mayDecide &&
    former.get(promotion.policyId) === promotion && <RollBack to={promotion} from={agent.baselineVersion} />
  return (
    <Panel title="History of the baseline" aside={former.size > 0 && !mayDecide && <WhyNot act="promote" />}>
      <Read query={promotions} skeleton={<Skeleton height={120} />}>
        {({ items }) => (
          <Entries decided={items.filter(({ state }) => state !== 'proposed')} wayBack={wayBack} />
        )}
      </Read>
    </Panel>
  )
}

function Entries(given: {
  decided: readonly Promotion[]
  wayBack: (promotion: Promotion) => ReactNode
}): ReactNode {
  if (given.decided.length === 0) return <p className="dim">Nothing has been decided yet.</p>
  return (
    <ol className="timeline" aria-label="History of the baseline">
      {given.decided.map((promotion) => (
        <Entry key={promotion.id} promotion={promotion} back={given.wayBack(promotion)} />
      ))}
    </ol>
  )
}

function Entry({ promotion, back }: { promotion: Promotion; back: ReactNode }): ReactNode {
  const { state, kind, reason, decisionReason, evaluationId, decidedAt, createdAt } = promotion
  const session = useQuery(sessionQuery)
  const reasons = [reason, decisionReason].filter((each) => each !== null)
  return (
    <li>
      <span>
        <Chip tone={kind === 'rollback' ? 'unsure' : promotionTones[state]}>
          {describePromotion(promotion)}
        </Chip>
      </span>
      <span>{back}</span>
      <p className="why">
        <Ago at={decidedAt ?? createdAt} />, {describeDecision(promotion, session.data)}
        {[...new Set(reasons)].map((each) => `: “${each}”`)}
        {evaluationId !== null && (
          <>
            {' · '}
            <Link to="/evaluations/$id" params={{ id: evaluationId }} className="link">
              the evaluation
            </Link>
          </>
        )}
      </p>
    </li>
  )
}
