import type { ComparedPolicy } from '@tars/contracts'
import { namePolicy } from '../words/describe-promotion.ts'
import { type PolicyMark, policyMark } from './policy-mark.ts'

/** A policy of a comparison with its name and with the mark that it has in every picture. */
export type NamedPolicy = ComparedPolicy & { name: string; mark: PolicyMark }

/** Names and marks the chosen policies of a comparison; marks follow the order in which they were chosen. */
export function namePolicies(policies: readonly ComparedPolicy[], chosen: readonly string[]): NamedPolicy[] {
  return policies
    .map((policy) => ({ policy, place: chosen.indexOf(policy.policyId) }))
    .filter(({ place }) => place >= 0)
    .sort((a, b) => a.place - b.place)
    .map(({ policy, place }) => ({ ...policy, name: namePolicy(policy), mark: policyMark(place) }))
}
