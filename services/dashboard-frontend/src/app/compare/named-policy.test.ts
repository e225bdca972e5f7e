import type { ComparedPolicy } from '@tars/contracts'
import { expect, it } from 'vitest'
import { namePolicies } from './named-policy.ts'

it('policies keep the letter of the place in which they were chosen, in every environment', () => {
  const policy = (policyId: string, version: number) =>
    ({ policyId, agent: 'pole', version }) as ComparedPolicy
  const named = namePolicies([policy('c', 1), policy('a', 3)], ['a', 'b', 'c'])
  expect(named.map(({ name, mark }) => `${mark.letter} ${name}`)).toEqual(['A pole v3', 'C pole v1'])
})

it('a policy that is not chosen any more is left out', () => {
  const policies = [{ policyId: 'a' }, { policyId: 'b' }] as ComparedPolicy[]
  expect(namePolicies(policies, ['b']).map(({ policyId, mark }) => policyId + mark.letter)).toEqual(['bA'])
})
