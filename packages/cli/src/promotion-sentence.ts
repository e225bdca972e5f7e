import type { Promotion } from '@tars/contracts'

/** What a promotion has come to, in a sentence. */
export function describePromotion(promotion: Promotion): string {
  const { agent, policyId, policyVersion, previousPolicyId, previousPolicyVersion, state } = promotion
  const policy = `${agent} v${policyVersion} (${policyId})`
  if (state === 'proposed') return `${policy} is proposed as the baseline: promotion ${promotion.id}.`
  if (state === 'rejected') return `${policy} was rejected; the baseline stays what it is.`
  if (state === 'superseded') return `${policy} was overtaken: another policy became the baseline before.`
  const before =
    previousPolicyId === null ? '' : `; before it was v${previousPolicyVersion} (${previousPolicyId})`
  return `${policy} is the baseline now${before}.`
}
