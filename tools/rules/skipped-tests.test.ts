import { describe, expect, it } from 'vitest'
import { sampleTree } from '../sample-tree.ts'
import { findSkippedTests } from './skipped-tests.ts'

const path = 'packages/contracts/src/id.test.ts'
const judge = (text: string) => findSkippedTests(sampleTree({ [path]: text })).map(({ message }) => message)

describe('findSkippedTests', () => {
  for (const text of [
    "it.only('x', () => {})",
    "describe.concurrent.only('x', () => {})",
    "it.skip('x', () => {})",
    "test.skipIf(root)('x', () => {})",
    "it.runIf(root)('x', () => {})",
    "it.todo('x')",
    "it.each([1]).skip('x')",
    "it('x', ({ skip }) => skip())",
    "it('x', ({ skip }) => skip(root))",
    "it('x', (context) => context.skip())",
  ]) {
    it(`refuses \`${text}\``, () => {
      expect(judge(text)).toHaveLength(1)
    })
  }

  it('accepts a skip that prints its reason', () => {
    expect(judge("it('x', ({ skip }) => skip(!root, 'needs root'))")).toEqual([])
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the source judged holds a template.
    expect(judge('it("x", (context) => context.skip(`needs ${name}`))')).toEqual([])
  })

  it('accepts a condition whose test tells in its title what it needs', () => {
    expect(judge("it.runIf(root)('copies (needs root)', () => {})")).toEqual([])
    expect(judge("describe.runIf(root)('a copy (these need root)', () => {})")).toEqual([])
    expect(judge("it.skip('copies (needs root)', () => {})")).toHaveLength(1)
    expect(judge("const rooted = it.runIf(root)\nrooted('copies (needs root)', () => {})")).toHaveLength(1)
  })

  it('leaves other calls of these names, and sources, alone', () => {
    expect(judge("list.skip(3)\nquery.only('x')")).toEqual([])
    expect(findSkippedTests(sampleTree({ 'packages/contracts/src/id.ts': "it.only('x')" }))).toEqual([])
  })
})
