import { expect, it } from 'vitest'
import { definitions } from './definition.ts'

it('a definition is one sentence or two, and defines one thing', () => {
  const texts = Object.values(definitions)
  for (const text of texts) expect(text).toMatch(/^[A-Z].{20,160}\.$/)
  expect(new Set(texts).size).toBe(texts.length)
})
