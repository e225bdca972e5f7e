import type { Command } from 'commander'
import type { CommandUses } from '../command-uses.ts'
import { exitCodes } from '../exit-code.ts'
import { collect } from '../option.ts'
import { runChecks } from '../tiers/check.ts'
import { runVitest } from '../tiers/run-vitest.ts'
import { renderTally, sumTallies, type Tally } from '../tiers/tally.ts'
import { defaultTiers, parseTiers, type Tier, tiers } from '../tiers/tier.ts'

interface Options {
  readonly tier?: readonly string[]
  readonly coverage?: boolean
  readonly json?: boolean
}

/** Adds `tars test`: the check of the sources and the tests, closed by one line `N passed, N failed`. */
export function addTest(program: Command, uses: CommandUses): void {
  program
    .command('test')
    .description('run the tests; the last line is "N passed, N failed"')
    .option(
      '--tier <names>',
      `tiers, repeatable or with commas: ${tiers.join(', ')}, all (default: ${defaultTiers.join(', ')})`,
      collect,
    )
    .option('--coverage', 'measure coverage; on by default when no tier is named')
    .option('--json', 'print one JSON document on stdout')
    .addHelpText('after', '\nExample:\n  ./tars test --tier unit,integration')
    .action((options: Options) => runTests(uses, options))
}

async function runTests(uses: CommandUses, options: Options): Promise<void> {
  const { terminal, root, interrupted, now } = uses
  const say = options.json === true ? terminal.note : terminal.write
  const named = options.tier === undefined ? [...defaultTiers] : parseTiers(options.tier)
  const tallies: Tally[] = []
  if (named.includes('check')) tallies.push(await runChecks({ root, interrupted, say, now }))
  interrupted.throwIfAborted()
  const projects = named.filter((tier) => tier !== 'check')
  if (projects.length > 0) tallies.push(await runProjects(uses, projects, options, say))
  interrupted.throwIfAborted()
  const tally = sumTallies(tallies)
  if (tally.failed.length > 0) uses.exitWith(exitCodes.failed)
  if (options.json === true) {
    terminal.write(JSON.stringify({ tiers: named, ...tally, failures: tally.failed.length }, null, 2))
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
