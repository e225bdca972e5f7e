import { relative } from 'node:path'
import type { Reporter, TestModule } from 'vitest/node'
import type { NotedTest, Tally } from '../tally.ts'

/** What came of a run of vitest, and which of its projects had tests at all. */
export interface VitestReport extends Tally {
  readonly projects: readonly string[]
}

/** A reporter that hands over the tally of a run: a file that cannot be loaded and an error outside tests count as failed. */
export function createTallyReporter(root: string, onReport: (report: VitestReport) => void): Reporter {
  return {
    onTestRunEnd(modules, unhandledErrors) {
      const tallies = modules.map((module) => tallyModule(module, root))
      const unhandled = unhandledErrors.map(({ message }) => ({
        tier: 'vitest',
        name: 'an error outside tests',
        reason: message,
      }))
      onReport({
        passed: tallies.reduce((sum, { passed }) => sum + passed, 0),
        failed: [...tallies.flatMap(({ failed }) => failed), ...unhandled],
        skipped: tallies.flatMap(({ skipped }) => skipped),
        projects: [...new Set(modules.map(({ project }) => project.name))],
      })
    },
  }
}

function tallyModule(module: TestModule, root: string): Tally {
  const file = relative(root, module.moduleId)
  const failed: NotedTest[] = []
  const skipped: NotedTest[] = []
  let passed = 0
  for (const test of module.children.allTests()) {
    const result = test.result()
    const noted = { tier: module.project.name, name: `${file} › ${test.fullName}` }
    if (result.state === 'passed') passed++
    else if (result.state === 'failed') failed.push({ ...noted, reason: result.errors[0]?.message ?? '' })
    else if (result.state === 'skipped') skipped.push({ ...noted, reason: result.note ?? '' })
    else failed.push({ ...noted, reason: 'it did not finish' })
  }
  if (failed.length === 0 && module.state() === 'failed') {
    failed.push({ tier: module.project.name, name: file, reason: reasonOf(module) })
  }
  return { passed, failed, skipped }
}

/** Why a module failed though none of its tests did: it could not be loaded, or a hook of it or of a suite failed. */
function reasonOf(module: TestModule): string {
  const suites = [...module.children.allSuites()]
  return [module, ...suites].flatMap((part) => part.errors())[0]?.message ?? ''
}
