import type { Approval, Policy, Principal, Promotion, PromotionState } from '@tars/contracts'
import { describeActor } from './actor.ts'
import type { Tone } from './tone.ts'

/** The tone of each state of a promotion. */
export const promotionTones: Readonly<Record<PromotionState, Tone>> = {
  proposed: 'unsure',
  approved: 'good',
  rejected: 'nothing',
  superseded: 'nothing',
}

/** What each way of approving means, in one sentence. */
export const approvalMeanings: Readonly<Record<Approval, string>> = {
  person: 'A policy that improves on the baseline is proposed; a person approves or rejects it.',
  automatic:
    'A policy with the verdict improved becomes the baseline at once; everything can be rolled back. Other proposals wait for a person.',
}

/** The name of a policy: `cartpole v3`. */
export function namePolicy({ agent, version }: Pick<Policy, 'agent' | 'version'>): string {
  return `${agent} v${version}`
}

/** What a promotion did, or is to do, to the baseline. */
export function describePromotion(promotion: Promotion): string {
  const { kind, state, policyVersion, previousPolicyVersion } = promotion
  const policy = `v${policyVersion}`
  const place =
    previousPolicyVersion === null
      ? 'the first baseline'
      : `the baseline in place of v${previousPolicyVersion}`
  if (state === 'proposed') return `${policy} is proposed as ${place}`
  if (state === 'rejected') return `${policy} was proposed as ${place}, and rejected`
  if (state === 'superseded') return `${policy} was proposed, but another policy became the baseline first`
  if (kind === 'rollback') return `Back to ${policy}, away from v${previousPolicyVersion ?? '?'}`
  return `${policy} became ${place}`
}

/** Who proposed and who decided, in one line; once where both are the same. */
export function describeDecision(promotion: Promotion, me: Principal | null | undefined): string {
  const { proposedBy, decidedBy, state } = promotion
  const proposer = describeActor(proposedBy, me)
  if (decidedBy === null || state === 'superseded') return `proposed by ${proposer}`
  const decision = state === 'rejected' ? 'rejected' : 'decided'
  if (decidedBy === proposedBy) return `${decision} by ${proposer}`
  return `proposed by ${proposer}, ${decision} by ${describeActor(decidedBy, me)}`
}

/** The promotion that made a policy what it is now: the latest approved one of its agent. */
export function latestApproved(promotions: readonly Promotion[]): Promotion | undefined {
  return promotions.find(({ state }) => state === 'approved')
}

/**
 * The former baselines of an agent with the promotion after which each was one, newest first, each once; without the
 * present baseline.
 */
export function formerBaselines(promotions: readonly Promotion[]): ReadonlyMap<string, Promotion> {
  const approved = promotions.filter(({ state }) => state === 'approved')
  const former = new Map<string, Promotion>()
  for (const promotion of approved.slice(1)) {
    const isNow = promotion.policyId === approved[0]?.policyId
    if (!isNow && !former.has(promotion.policyId)) former.set(promotion.policyId, promotion)
  }
  return former
}

/** Why a person wants or decided a promotion; null where nobody gave a reason. What a service proposes, its evidence says. */
export function personalReason({ proposedBy, reason, decisionReason }: Promotion): string | null {
  return decisionReason ?? (proposedBy.includes(':') ? reason : null)
}
