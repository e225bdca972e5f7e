import type { PolicyComparison } from '@tars/contracts'

/** A comparison without what is not chosen any more: its policies, their pairs, and environments of which none is left. */
export function keepChosen(comparison: PolicyComparison, chosen: readonly string[]): PolicyComparison {
  const isChosen = (id: string) => chosen.includes(id)
  const environments = comparison.environments.map((compared) => ({
    ...compared,
    policies: compared.policies.filter(({ policyId }) => isChosen(policyId)),
    pairs: compared.pairs.filter(
      ({ firstPolicyId, secondPolicyId }) => isChosen(firstPolicyId) && isChosen(secondPolicyId),
    ),
  }))
  return { ...comparison, environments: environments.filter(({ policies }) => policies.length > 0) }
}
