import { describe, expect, it } from 'vitest'
import { sampleTree } from '../sample-tree.ts'
import { findCycles } from './cycles.ts'

function importing(links: Record<string, string>) {
  const files = Object.entries(links).map(([from, to]) => [
    `packages/contracts/src/${from}.ts`,
    `import type { X } from './${to}.ts'\n`,
  ])
  return sampleTree(Object.fromEntries(files))
}

describe('findCycles', () => {
  it('finds a circle once, even of types, and names the way round', () => {
    const [finding, ...others] = findCycles(importing({ one: 'two', two: 'three', three: 'one' }))
    expect(others).toEqual([])
    expect(finding?.path).toBe('packages/contracts/src/one.ts')
    expect(finding?.message).toContain(
      'by way of packages/contracts/src/two.ts → packages/contracts/src/three.ts → packages/contracts/src/one.ts',
    )
  })

  it('finds a file that imports itself', () => {
    expect(findCycles(importing({ one: 'one' }))).toHaveLength(1)
  })

  it('finds every one of two circles', () => {
    expect(findCycles(importing({ one: 'two', two: 'one', four: 'five', five: 'four' }))).toHaveLength(2)
  })

  it('lets a worker name the file that starts it', () => {
    const starter = 'packages/contracts/src/one.ts'
    const worker = 'packages/contracts/src/two.ts'
    const tree = sampleTree({
      [starter]: "const worker = new URL('./two.ts', import.meta.url)\n",
      [worker]: "import './one.ts'\n",
    })
    expect(findCycles(tree)).toEqual([])
  })

  it('lets two files share a third', () => {
    expect(findCycles(importing({ one: 'three', two: 'three', three: 'id' }))).toEqual([])
  })
})
