import { describe, expect, it } from 'vitest'
import { sampleTree } from '../sample-tree.ts'
import { findEscapingImports } from './relative-imports.ts'

const file = 'packages/contracts/src/id.ts'
const test = 'packages/contracts/src/id.test.ts'

describe('findEscapingImports', () => {
  it('refuses a relative import of another member, by value, by type, at run time and as a worker', () => {
    const text = `import { readRun } from '../../database/src/runs.ts'
type Run = import('../../database/src/runs.ts').Run
const late = import('../../database/src/runs.ts')
const worker = new URL('../../database/src/runs.ts', import.meta.url)
`
    const findings = findEscapingImports(sampleTree({ [file]: text }))
    expect(findings.map(({ line }) => line).sort()).toEqual([1, 2, 3, 4])
    expect(findings[0]?.message).toBe(
      "'../../database/src/runs.ts' leaves packages/contracts: import the other member by its name",
    )
  })

  it('lets a test use the harness, but no source of another member', () => {
    const importing = (path: string, target: string) =>
      findEscapingImports(sampleTree({ [path]: `import { x } from '${target}'\n` }))
    expect(importing(test, '../../../tests/harness/cluster.ts')).toEqual([])
    expect(importing(file, '../../../tests/harness/cluster.ts')).toHaveLength(1)
    expect(importing(test, '../../database/src/runs.ts')).toHaveLength(1)
  })

  it('lets a source name folders of the project by URL', () => {
    const tree = sampleTree({ [file]: "const root = new URL('../../..', import.meta.url)\n" })
    expect(findEscapingImports(tree)).toEqual([])
  })

  it('leaves tests and tools free', () => {
    const tree = sampleTree({ 'tools/look.ts': "import { isId } from '../packages/contracts/src/id.ts'\n" })
    expect(findEscapingImports(tree)).toEqual([])
  })
})
