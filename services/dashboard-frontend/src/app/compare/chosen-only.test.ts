import type { PolicyComparison } from '@tars/contracts'
import { expect, it } from 'vitest'
import { keepChosen } from './chosen-only.ts'

it('a comparison loses at once what is not chosen any more, with its pairs', () => {
  const environment = (name: string, ...ids: string[]) => ({
    environment: name,
    policies: ids.map((policyId) => ({ policyId })),
    pairs: ids.slice(1).map((id) => ({ firstPolicyId: ids[0], secondPolicyId: id })),
  })
  const comparison = { environments: [environment('x', 'a', 'b', 'c'), environment('y', 'd')] }
  const { environments } = keepChosen(comparison as PolicyComparison, ['a', 'c', 'new'])
  expect(environments).toEqual([
    {
      environment: 'x',
      policies: [{ policyId: 'a' }, { policyId: 'c' }],
      pairs: [{ firstPolicyId: 'a', secondPolicyId: 'c' }],
    },
  ])
})
