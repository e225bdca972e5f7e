import { expect, it } from 'vitest'
import { describeCount } from './describe-count.ts'

it('never says that a list is complete when it is not', () => {
  const noun = ['policy', 'policies'] as const
  const words = [
    describeCount(1, noun, 'none'),
    describeCount(2, noun, 'none'),
    describeCount(100, noun, 'below'),
    describeCount(20_000, noun, 'too many'),
  ]
  expect(words.map((text) => text.replaceAll('\u00a0', ' '))).toEqual([
    '1 policy',
    'All 2 policies',
    '100 policies loaded, more below',
    'The newest 20,000 policies; filter to find older ones',
  ])
})
