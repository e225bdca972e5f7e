import type { Steps } from '../terminal/steps.ts'
import { runTool } from './run-tool.ts'
import { sumTallies, type Tally } from './tally.ts'

const checks = [
  { name: 'biome check', tool: 'biome', arguments: ['check', '.'] },
  { name: 'tsc --noEmit', tool: 'tsc', arguments: ['--noEmit'] },
] as const

/** Runs the checks of the sources – format and lint, then types – as two tests. Their output is told when they fail. */
export async function runChecks(options: {
  root: string
  interrupted: AbortSignal
  say: (line: string) => void
  /** Shows what runs while it runs. */
  steps: Steps
  now: () => number
}): Promise<Tally> {
  const tallies: Tally[] = []
  for (const check of checks) {
    const startedAt = options.now()
    options.steps.show({ name: check.name, state: 'started' })
    const { code, output } = await runTool({ ...options, ...check, output: 'kept' })
    options.steps.end()
    const seconds = ((options.now() - startedAt) / 1000).toFixed(1)
    options.say(`${code === 0 ? '✔' : '✖'} ${check.name} ${seconds} s`)
    if (code !== 0) options.say(output.trimEnd())
    const failure = { tier: 'check', name: check.name, reason: `exit code ${code}` }
    tallies.push({ passed: code === 0 ? 1 : 0, failed: code === 0 ? [] : [failure], skipped: [] })
  }
  return sumTallies(tallies)
}
