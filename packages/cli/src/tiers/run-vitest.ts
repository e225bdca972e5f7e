import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runTool } from './run-tool.ts'
import type { VitestReport } from './vitest/tally-reporter.ts'

const runner = fileURLToPath(new URL('vitest/main.ts', import.meta.url))

/**
 * Runs tiers in one run of vitest, with coverage over all of them together when asked for. A run that ends badly
 * though no test failed – coverage below its threshold, a set-up that crashed, no test at all – counts as one failed test.
 */
export async function runVitest(options: {
  root: string
  tiers: readonly string[]
  coverage: boolean
  /** The descriptor that vitest's own report goes to. */
  output: 'kept' | number
  interrupted: AbortSignal
}): Promise<VitestReport> {
  const folder = await mkdtemp(join(tmpdir(), 'tars-test-'))
  try {
    const file = join(folder, 'report.json')
    const { code } = await runTool({
      ...options,
      tool: runner,
      arguments: [file, options.coverage ? 'yes' : 'no', ...options.tiers],
    })
    const report = await readReport(file)
    if (code === 0 || report.failed.length > 0) return report
    return { ...report, failed: [describeBadEnd(code, report, options.coverage)] }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function describeBadEnd(code: number, report: VitestReport, coverage: boolean) {
  const reasons = [
    ...(report.projects.length === 0 ? ['no test ran'] : []),
    ...(coverage ? ['coverage is below its threshold'] : []),
    'something outside the tests failed',
  ]
  return { tier: 'vitest', name: `exit code ${code}`, reason: `${reasons.join(', or ')}; see above` }
}

async function readReport(file: string): Promise<VitestReport> {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  return text === undefined
    ? { passed: 0, failed: [], skipped: [], projects: [] }
    : (JSON.parse(text) as VitestReport)
}
