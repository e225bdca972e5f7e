import { describe, expect, it } from 'vitest'
import { sampleTree } from '../sample-tree.ts'
import { findEnvironmentReads } from './environment-variables.ts'

const judge = (path: string, text = 'const a = process.env.A\n') =>
  findEnvironmentReads(sampleTree({ [path]: text }))

describe('findEnvironmentReads', () => {
  for (const text of [
    'const a = process.env.A',
    "const a = process['env']",
    'const { env } = process',
    "import { env } from 'node:process'",
    "import { env as variables } from 'process'",
  ]) {
    it(`refuses \`${text}\` in a source`, () => {
      const path = 'services/ppo-agent/src/config.ts'
      expect(judge(path, `\n${text}\n`)).toMatchObject([{ path, line: 2 }])
    })
  }

  it('refuses it in tools and benchmarks too, and in any other configuration', () => {
    for (const path of [
      'tools/schema.ts',
      'benchmarks/train.ts',
      'packages/cli/src/domain.ts',
      'other.config.ts',
    ]) {
      expect(judge(path)).toHaveLength(1)
    }
  })

  it('lets main.ts, tests and the configuration of vite and vitest read it', () => {
    for (const path of [
      'packages/cli/src/main.ts',
      'tests/harness/a.ts',
      'packages/cli/src/a.test.ts',
      'vite.config.ts',
    ]) {
      expect(judge(path)).toEqual([])
    }
  })

  it('leaves other parts of the process alone', () => {
    expect(
      judge('services/ppo-agent/src/config.ts', "import { pid } from 'node:process'\nprocess.cwd()\n"),
    ).toEqual([])
  })
})
