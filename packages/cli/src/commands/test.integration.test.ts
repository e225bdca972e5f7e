import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommand } from '../../tests/run-command.ts'

const modules = resolve(import.meta.dirname, '../../../../node_modules')
let root = ''

/** A small project with the tiers that a test needs. */
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'tars project '))
  await symlink(modules, join(root, 'node_modules'))
  for (const folder of ['src', 'unit', 'flows', 'faults']) await mkdir(join(root, folder))
  const files: Record<string, string> = {
    'package.json': '{"type":"module"}\n',
    'biome.json': '{ "files": { "includes": ["src/**"] } }\n',
    'tsconfig.json': '{"compilerOptions":{"noEmit":true,"types":[]},"include":["src"]}\n',
    'vitest.config.ts': `
      import { defineConfig } from 'vitest/config'
      const projects = ['unit', 'integration', 'flows', 'faults'].map((name) => ({ test: { name, include: [name + '/*.test.ts'] } }))
      export default defineConfig({ test: { projects, coverage: { provider: 'v8', include: ['src/**'], reporter: ['json-summary'], thresholds: { lines: 100 } } } })`,
    'src/sum.ts':
      'export function sum(a: number, b: number): number {\n\tif (a > 100) {\n\t\treturn Number.POSITIVE_INFINITY;\n\t}\n\treturn a + b;\n}\n',
    'unit/sum.test.ts': `
      import { describe, expect, it } from 'vitest'
      import { sum } from '../src/sum.ts'
      describe('sum', () => {
        it('adds', () => expect(sum(1, 2)).toBe(3))
        it('needs more', (context) => context.skip('this machine has no abacus'))
      })`,
    'flows/bad.test.ts': `
      import { beforeAll, describe, expect, it } from 'vitest'
      it('fails', () => expect(1).toBe(2))
      it('passes', () => {})`,
    'faults/broken.test.ts': `
      import { beforeAll, it } from 'vitest'
      beforeAll(() => { throw new Error('no set-up') })
      it('never runs', () => {})`,
  }
  for (const [path, text] of Object.entries(files)) await writeFile(join(root, path), text)
})
afterAll(() => rm(root, { recursive: true }))

const test = (...options: string[]) => runCommand(['test', ...options, '--json'], { root })

describe('tars test', () => {
  it('counts the checks of the sources as two tests', async () => {
    const end = await runCommand(['test', '--tier', 'check'], { root })
    expect(end.out).toMatch(/^✔ biome check \d.*\n✔ tsc --noEmit \d.*\n2 passed, 0 failed\n$/)
    expect(end.code).toBe(0)
  })

  it('fails with what the check said', async () => {
    await writeFile(join(root, 'src', 'wrong.ts'), 'export const wrong: number = "text";\n')
    const end = await runCommand(['test', '--tier', 'check'], { root })
    await rm(join(root, 'src', 'wrong.ts'))
    expect(end.out).toContain("Type 'string' is not assignable to type 'number'")
    expect(end.out).toMatch(/\nfailed: \[check\] tsc --noEmit – exit code \d\n1 passed, 1 failed\n$/)
    expect(end.code).toBe(1)
  })

  it('lists what was skipped with its reason, and says which tier has no tests', async () => {
    const end = await test('--tier', 'unit,integration')
    expect(end.code).toBe(0)
    expect(end.json()).toMatchObject({
      passed: 1,
      failures: 0,
      skipped: [
        { tier: 'unit', name: 'unit/sum.test.ts › sum > needs more', reason: 'this machine has no abacus' },
      ],
    })
    expect(end.err).toContain('The tier integration has no test files.')
  })

  it('counts a failed test and a file whose set-up fails', async () => {
    const end = await test('--tier', 'flows', '--tier', 'faults')
    expect(end.code).toBe(1)
    expect(end.json()).toMatchObject({
      passed: 1,
      failures: 2,
      failed: [
        {
          tier: 'flows',
          name: 'flows/bad.test.ts › fails',
          reason: expect.stringContaining('expected 1 to be 2'),
        },
        { tier: 'faults', name: 'faults/broken.test.ts', reason: 'no set-up' },
      ],
    })
  })

  it('fails when coverage is below its threshold though all tests pass', async () => {
    const end = await test('--tier', 'unit', '--coverage')
    expect(end.code).toBe(1)
    expect(end.json()).toMatchObject({ passed: 1, failures: 1 })
    expect(JSON.stringify(end.json().failed)).toContain('coverage is below its threshold')
  })

  it('fails when no test ran at all, and refuses a tier that is none', async () => {
    const none = await test('--tier', 'integration')
    expect(none.code).toBe(1)
    expect(JSON.stringify(none.json().failed)).toContain('no test ran')
    expect((await test('--tier', 'nightly')).code).toBe(2)
  })

  it('ends with 130 on Ctrl-C', async () => {
    const interruption = new AbortController()
    setTimeout(() => interruption.abort(), 200)
    const end = await runCommand(['test', '--tier', 'unit'], { root, interrupted: interruption.signal })
    expect(end.code).toBe(130)
    expect(end.out).not.toContain('passed')
  })
})
