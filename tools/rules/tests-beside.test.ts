import { describe, expect, it } from 'vitest'
import { sampleTree } from '../sample-tree.ts'
import { findUntestedSources } from './tests-beside.ts'

const code = 'export function a() {}\n'

describe('findUntestedSources', () => {
  it('wants a test beside a source with functions, of whatever form', () => {
    const path = 'packages/contracts/src/page.ts'
    for (const text of [code, 'const a = () => 1\n', 'class A {\n  b() {}\n}\n']) {
      expect(findUntestedSources(sampleTree({ [path]: text }))).toEqual([
        { path, message: 'has no test beside it: write packages/contracts/src/page.test.ts' },
      ])
    }
  })

  it('asks nothing of shapes and tables', () => {
    const text =
      'export interface Page {}\nexport const pageMax = 5\nexport type Next = (page: Page) => void\n'
    expect(findUntestedSources(sampleTree({ 'packages/contracts/src/page.ts': text }))).toEqual([])
  })

  it('accepts a test of any tier, but only beside the source', () => {
    const source = { 'packages/events/package.json': '{}', 'packages/events/src/relay.ts': code }
    const judge = (test: string) => findUntestedSources(sampleTree({ ...source, [test]: '' }))
    expect(judge('packages/events/src/relay.test.ts')).toEqual([])
    expect(judge('packages/events/src/relay.integration.test.ts')).toEqual([])
    expect(judge('packages/events/src/relays.test.ts')).toHaveLength(1)
    expect(judge('packages/events/tests/relay.test.ts')).toHaveLength(1)
  })

  it('asks nothing above floor 2', () => {
    const tree = sampleTree({ 'packages/platform/package.json': '{}', 'packages/platform/src/lock.ts': code })
    expect(findUntestedSources(tree)).toEqual([])
  })
})
