import { comparedPoliciesMax } from '@tars/contracts'
import { expect, it } from 'vitest'
import { policyMark } from './policy-mark.ts'

it('every policy of a comparison has a letter and a line of its own', () => {
  const marks = Array.from({ length: comparedPoliciesMax }, (_, i) => policyMark(i))
  expect(marks[0]!.letter).toBe('A')
  expect(new Set(marks.map(({ letter }) => letter)).size).toBe(comparedPoliciesMax)
  expect(new Set(marks.map(({ dashes }) => dashes)).size).toBe(comparedPoliciesMax)
})
