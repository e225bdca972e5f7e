import { describe, expect, it } from 'vitest'
import type { TestCase, TestModule } from 'vitest/node'
import { createTallyReporter, type VitestReport } from './tally-reporter.ts'

type Result = ReturnType<TestCase['result']>

function moduleWith(results: Result[], state: 'passed' | 'failed', errors: string[] = []): TestModule {
  const tests = results.map((result, index) => ({ fullName: `test ${index}`, result: () => result }))
  return {
    moduleId: '/project/src/a.test.ts',
    project: { name: 'unit' },
    state: () => state,
    errors: () => errors.map((message) => ({ message })),
    children: { allTests: () => tests, allSuites: () => [] },
  } as unknown as TestModule
}

function report(modules: TestModule[], unhandled: string[] = []): VitestReport {
  let tally: VitestReport | undefined
  const reporter = createTallyReporter('/project', (given) => {
    tally = given
  })
  const errors = unhandled.map((message) => ({ name: 'Error', message, stack: '', stacks: [] }))
  void reporter.onTestRunEnd?.(modules, errors as never, 'passed')
  return tally!
}

describe('the tally of a run', () => {
  it('tells passed, failed and skipped tests apart, with reasons', () => {
    const module = moduleWith(
      [
        { state: 'passed', errors: undefined },
        { state: 'failed', errors: [{ message: 'wrong' }] } as unknown as Result,
        { state: 'skipped', errors: undefined, note: 'needs root' },
      ],
      'failed',
    )
    expect(report([module])).toEqual({
      passed: 1,
      failed: [{ tier: 'unit', name: 'src/a.test.ts › test 1', reason: 'wrong' }],
      skipped: [{ tier: 'unit', name: 'src/a.test.ts › test 2', reason: 'needs root' }],
      projects: ['unit'],
    })
  })

  it('counts a test that did not finish as failed, never as skipped', () => {
    const module = moduleWith([{ state: 'pending', errors: undefined }], 'failed')
    expect(report([module])).toMatchObject({ failed: [{ reason: 'it did not finish' }], skipped: [] })
  })

  it('counts a file that cannot be loaded, and an error outside tests, as failed', () => {
    const { failed } = report([moduleWith([], 'failed', ['no such module'])], ['a timer threw'])
    expect(failed.map(({ reason }) => reason)).toEqual(['no such module', 'a timer threw'])
  })
})
