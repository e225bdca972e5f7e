import { describe, expect, it } from 'vitest'
import { sampleTree } from '../sample-tree.ts'
import { findUndeclaredImports } from './declared-imports.ts'

const runs = 'packages/database/src/runs.ts'

describe('findUndeclaredImports', () => {
  it('refuses an import that the package.json does not list', () => {
    const tree = sampleTree({ 'packages/contracts/src/id.ts': "export type { Run } from '@tars/database'\n" })
    const [finding] = findUndeclaredImports(tree)
    expect(finding).toMatchObject({ path: 'packages/contracts/src/id.ts', line: 1 })
    expect(finding?.message).toContain('imports @tars/database, which its package.json does not list')
  })

  it('refuses an import of a file inside another member', () => {
    const text = "import '@tars/contracts'\nimport { isId } from '@tars/contracts/src/id.ts'\n"
    expect(findUndeclaredImports(sampleTree({ [runs]: text }))).toMatchObject([{ path: runs, line: 2 }])
  })

  it('refuses a listed member that no source imports', () => {
    expect(findUndeclaredImports(sampleTree({ [runs]: 'const run = 1\n' }))).toEqual([
      {
        path: 'packages/database/package.json',
        message: 'lists @tars/contracts, which no source imports: remove it',
      },
    ])
  })

  it('does not take an import by a test for a use', () => {
    const tree = sampleTree({
      [runs]: 'const run = 1\n',
      'packages/database/src/runs.test.ts': "import { isId } from '@tars/contracts'\n",
    })
    expect(findUndeclaredImports(tree)).toHaveLength(1)
  })

  it('lets a test import what is listed for development, and wants it imported', () => {
    const manifest = JSON.stringify({ devDependencies: { '@tars/statistics': '0.1.0' } })
    const listed = { 'packages/contracts/package.json': manifest }
    const test = { 'packages/contracts/src/id.test.ts': "import { mean } from '@tars/statistics'\n" }
    expect(findUndeclaredImports(sampleTree({ ...listed, ...test }))).toEqual([])
    expect(findUndeclaredImports(sampleTree(listed))[0]?.message).toContain('which no test imports')
  })
})
