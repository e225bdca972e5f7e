import type { ComparedPolicy } from '@tars/contracts'
import { type PolicyMark, policyMark } from './policy-mark.ts'

/** A policy of a comparison with its name and with the mark that it has in every picture. */
export type NamedPolicy = ComparedPolicy & { name: string; mark: PolicyMark }

/** Names and marks the policies of a comparison; marks follow the order in which they were chosen. */
export function namePolicies(policies: readonly ComparedPolicy[], chosen: readonly string[]): NamedPolicy[] {
  return policies
    .map((policy) => ({
      ...policy,
      name: `${policy.agent} v${policy.version}`,
      mark: policyMark(Math.max(0, chosen.indexOf(policy.policyId))),
    }))
    .sort((a, b) => a.mark.letter.localeCompare(b.mark.letter))
}
