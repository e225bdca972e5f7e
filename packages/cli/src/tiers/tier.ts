import { usageError } from '../usage-error.ts'

/** The tiers of tests there are: the check of the sources, and one per project of vitest.config.ts. */
export const tiers = ['check', 'unit', 'integration', 'flows', 'faults', 'machines', 'browser'] as const

/** A tier of tests. */
export type Tier = (typeof tiers)[number]

/** What runs when no tier is named: all that needs npm alone and no account, disk or network of its own. */
export const defaultTiers = ['check', 'unit', 'integration', 'flows', 'faults'] as const satisfies Tier[]

/**
 * The tiers that `--tier` values name, separated by commas, each once and in their fixed order; `all` names every one.
 *
 * @throws {TarsError} USAGE naming the known ones.
 */
export function parseTiers(values: readonly string[]): Tier[] {
  const named = values.flatMap((value) => value.split(',')).map((name) => name.trim())
  const unknown = named.filter((name) => name !== 'all' && !tiers.some((tier) => tier === name))
  if (unknown.length > 0) {
    throw usageError(`Not a tier: ${unknown.join(', ')}. There are: ${tiers.join(', ')}, all.`)
  }
  return tiers.filter((tier) => named.includes('all') || named.includes(tier))
}
