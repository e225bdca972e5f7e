import type { Command } from 'commander'
import type { CommandUses, CommonOptions } from '../command-uses.ts'
import { defineCommand } from '../define-command.ts'
import { exitCodes } from '../exit-code.ts'
import { collect } from '../option.ts'
import { createSteps } from '../terminal/steps.ts'
import { runChecks } from '../tiers/check.ts'
import { runVitest } from '../tiers/run-vitest.ts'
import { renderTally, sumTallies, type Tally } from '../tiers/tally.ts'
import { defaultTiers, parseTiers, type Tier, tiers } from '../tiers/tier.ts'

interface Options extends CommonOptions {
  readonly tier?: readonly string[]
  readonly coverage?: boolean
}

/** Adds `tars test`: the check of the sources and the tests, closed by one line `N passed, N failed`. */
export function addTest(program: Command, uses: CommandUses): void {
  defineCommand(program, {
    usage: 'test',
    summary: 'run the tests; the last line is "N passed, N failed"',
    example: 'test --tier unit,integration',
  })
    .option(
      '--tier <names>',
      `tiers, repeatable or with commas: ${tiers.join(', ')}, all (default: ${defaultTiers.join(', ')})`,
      collect,
    )
    .option('--coverage', 'measure coverage; on by default when no tier is named')
    .action((options: Options) => runTests(uses, options))
}

async function runTests(uses: CommandUses, options: Options): Promise<void> {
  const { terminal, root, interrupted, now } = uses
  const say = options.json === true ? terminal.note : terminal.write
  const named = options.tier === undefined ? [...defaultTiers] : parseTiers(options.tier)
  const tallies: Tally[] = []
  if (named.includes('check'))
    tallies.push(await runChecks({ root, interrupted, say, steps: createSteps(terminal, now), now }))
  interrupted.throwIfAborted()
  const projects = named.filter((tier) => tier !== 'check')
  if (projects.length > 0) tallies.push(await runProjects(uses, projects, options, say))
  interrupted.throwIfAborted()
  const tally = sumTallies(tallies)
  if (tally.failed.length > 0) uses.exitWith(exitCodes.failed)
  if (options.json === true) {
    terminal.writeDocument({ tiers: named, ...tally, failures: tally.failed.length })
  } else {
    for (const line of renderTally(tally)) terminal.write(line)
  }
}

async function runProjects(
  uses: CommandUses,
  projects: readonly Tier[],
  options: Options,
  say: (line: string) => void,
): Promise<Tally> {
  const { out, err } = uses.terminal.descriptors
  const report = await runVitest({
    root: uses.root,
    tiers: projects,
    coverage: options.coverage ?? options.tier === undefined,
    output: (options.json === true ? err : out) ?? 'kept',
    interrupted: uses.interrupted,
  })
  for (const tier of projects) {
    if (!report.projects.includes(tier)) say(`The tier ${tier} has no test files.`)
  }
  return report
}
