import { describe, expect, it } from 'vitest'
import { listReachable, readModuleGraph, resolveRelative } from './module-graph.ts'
import { listImports } from './syntax.ts'
import { treeOf } from './tree.ts'

describe('readModuleGraph', () => {
  it('resolves relative imports and members by name, and leaves out what is not in the tree', () => {
    const tree = treeOf({
      'packages/a/src/index.ts': '',
      'services/b/src/c.ts': "import '@tars/a'\nimport '../d.ts'\nimport 'zod'\nimport './gone.ts'\n",
      'services/b/d.ts': '',
    })
    expect(readModuleGraph(tree, listImports).get('services/b/src/c.ts')).toEqual([
      'packages/a/src/index.ts',
      'services/b/d.ts',
    ])
  })
})

describe('resolveRelative', () => {
  it('drops the query of a bundler', () => {
    expect(resolveRelative('a/b/c.ts', '../d.ts?worker')).toBe('a/d.ts')
  })
})

describe('listReachable', () => {
  it('goes round circles once and leaves what no root leads to', () => {
    const graph = new Map([
      ['a', ['b']],
      ['b', ['c', 'a']],
      ['d', ['a']],
    ])
    expect([...listReachable(graph, ['a'])]).toEqual(['a', 'b', 'c'])
  })
})
