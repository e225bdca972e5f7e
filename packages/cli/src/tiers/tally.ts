/** A test that failed or did not run, with the reason. */
export interface NotedTest {
  readonly tier: string
  readonly name: string
  readonly reason: string
}

/** What came of tests: how many passed, and which failed or were skipped. */
export interface Tally {
  readonly passed: number
  readonly failed: readonly NotedTest[]
  readonly skipped: readonly NotedTest[]
}

/** The tallies of several tiers as one. */
export function sumTallies(tallies: readonly Tally[]): Tally {
  return {
    passed: tallies.reduce((sum, { passed }) => sum + passed, 0),
    failed: tallies.flatMap(({ failed }) => failed),
    skipped: tallies.flatMap(({ skipped }) => skipped),
  }
}

/** The tally in lines: what was skipped and what failed, each with its reason, then exactly `N passed, N failed`. */
export function renderTally(tally: Tally): string[] {
  return [
    ...tally.skipped.map((test) => `skipped: ${describe(test)}`),
    ...tally.failed.map((test) => `failed: ${describe(test)}`),
    `${tally.passed} passed, ${tally.failed.length} failed`,
  ]
}

function describe({ tier, name, reason }: NotedTest): string {
  return `[${tier}] ${name}${reason === '' ? '' : ` – ${reason.split('\n', 1)[0]}`}`
}
