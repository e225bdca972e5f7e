import { describe, expect, it } from 'vitest'
import { sampleTree } from '../sample-tree.ts'
import { findDeadFiles } from './dead-files.ts'

const judge = (changes: Record<string, string | undefined>) =>
  findDeadFiles(sampleTree(changes)).map(({ path, message }) => `${path} ${message.split(':')[0]}`)

describe('findDeadFiles', () => {
  it('finds a source that nothing refers to', () => {
    const path = 'packages/contracts/src/page.ts'
    expect(judge({ [path]: '' })).toEqual([`${path} is used by nothing`])
  })

  it('finds a whole chain of sources that only lead to each other', () => {
    const one = 'services/ppo-agent/src/one.ts'
    const two = 'services/ppo-agent/src/two.ts'
    expect(judge({ [one]: "import './two.ts'\n", [two]: "import './one.ts'\n" })).toHaveLength(2)
  })

  it('finds a source that only its own test keeps alive', () => {
    const path = 'packages/contracts/src/page.ts'
    const test = 'packages/contracts/src/page.test.ts'
    expect(judge({ [path]: '', [test]: "import './page.ts'\n" })).toEqual([`${path} is used by tests only`])
  })

  it('finds a worker that nobody starts any more', () => {
    const service = 'services/ppo-agent/src/service.ts'
    expect(judge({ [service]: '' })).toEqual(['services/ppo-agent/src/play.ts is used by nothing'])
  })

  it('follows pages, scripts and programs to what they run', () => {
    const path = 'services/dashboard-frontend/src/app/start.tsx'
    const page = '<script type="module" src="/src/app/start.tsx"></script>'
    expect(judge({ [path]: '', 'services/dashboard-frontend/index.html': page })).toEqual([])
    expect(judge({ [path]: '' })).toHaveLength(1)
    const script = JSON.stringify({ scripts: { seed: 'node tests/seed.ts --all' } })
    expect(judge({ 'tests/seed.ts': '', 'package.json': script })).toEqual([])
    expect(judge({ 'tests/seed.ts': '' })).toHaveLength(1)
  })

  it('follows a configuration to the files that it names', () => {
    const path = 'tests/setup.ts'
    expect(judge({ [path]: '', 'vitest.config.ts': "const files = ['a/**', './tests/setup.ts']\n" })).toEqual(
      [],
    )
    expect(judge({ [path]: '' })).toHaveLength(1)
  })

  it('lets members’ tests keep the harness alive, and benchmarks and tools run by themselves', () => {
    const harness = 'tests/harness/database.ts'
    const test = { 'packages/contracts/src/id.test.ts': "import '../../../tests/harness/database.ts'\n" }
    expect(judge({ [harness]: '', ...test })).toEqual([])
    expect(judge({ [harness]: '' })).toEqual([`${harness} is used by nothing`])
    const fake = 'packages/contracts/tests/fake-clock.ts'
    const own = { 'packages/contracts/src/id.test.ts': "import '../tests/fake-clock.ts'\n" }
    expect(judge({ [fake]: '', ...own })).toEqual([])
    expect(judge({ [fake]: '' })).toEqual([`${fake} is used by nothing`])
    expect(judge({ 'benchmarks/train.ts': '', 'tools/schema.ts': '' })).toEqual([])
    expect(judge({ 'tools/rules/length.ts': '' })).toHaveLength(1)
  })
})
