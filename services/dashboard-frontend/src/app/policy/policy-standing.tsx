import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Policy } from '@tars/contracts'
import type { ReactNode } from 'react'
import { agentByName, promotionsOf } from '../api/policy-queries.ts'
import { Ago } from '../components/ago.tsx'
import { Chip } from '../components/chip.tsx'
import { Evidence } from '../promotion/evidence.tsx'
import { latestApproved } from '../words/describe-promotion.ts'

/** Where a policy stands towards its agent's baseline, and what its latest verdict says. */
export function PolicyStanding({ policy }: { policy: Policy }): ReactNode {
  const tone = policy.isBaseline ? 'good' : 'nothing'
  return (
    <section className={`verdict tone-${tone}`} aria-label="Standing">
      <p className="verdict-sentence">
        <StandingWords policy={policy} />
      </p>
      <Evidence policyId={policy.id} />
    </section>
  )
}

function StandingWords({ policy }: { policy: Policy }): ReactNode {
  const { agent: name } = policy
  const agent = useQuery(agentByName(name))
  const promotions = useQuery(promotionsOf(name))
  const proposal = promotions.data?.items.find(
    ({ policyId, state }) => policyId === policy.id && state === 'proposed',
  )
  if (policy.isBaseline) {
    const since = latestApproved(promotions.data?.items ?? [])?.decidedAt
    return (
      <>
        It is the baseline of {name}
        {since && (
          <>
            , since <Ago at={since} />
          </>
        )}
        .
      </>
    )
  }
  if (proposal !== undefined) {
    return (
      <>
        <Chip tone="unsure">proposed</Chip> It waits for a decision on the page of{' '}
        <Link to="/agents/$name" params={{ name }} className="link">
          {name}
        </Link>
        .
      </>
    )
  }
  const version = agent.data?.baselineVersion
  if (version === undefined) return <>It is one of the policies of {name}.</>
  if (version === null)
    return <>{name} has no baseline yet; its policies are measured against playing at random.</>
  return (
    <>
      It is measured against v{version}, the baseline of {name}.
    </>
  )
}
