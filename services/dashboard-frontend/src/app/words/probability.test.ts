import { expect, it } from 'vitest'
import { describeProbability } from './probability.ts'

it.each([
  [1, 'practically always'],
  [0.93, 'nearly always'],
  [0.7, 'most of the time'],
  [0.5, 'about as often as not'],
  [0.31, 'less often than not'],
  [0.05, 'hardly ever'],
  [0, 'practically never'],
])('a probability of %d is %s', (probability, words) => {
  expect(describeProbability(probability)).toBe(words)
})
