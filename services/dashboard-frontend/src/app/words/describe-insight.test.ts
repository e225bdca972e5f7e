import { insightKindSchema } from '@tars/contracts'
import { expect, it } from 'vitest'
import { insightWords } from './describe-insight.ts'

it('every kind of insight has a name of its own and says what to do', () => {
  const words = insightKindSchema.options.map((kind) => insightWords[kind])
  expect(new Set(words.map(({ name }) => name)).size).toBe(words.length)
  for (const { advice } of words) expect(advice).toMatch(/^[A-Z].+\.$/)
})
