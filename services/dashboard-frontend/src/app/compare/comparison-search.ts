import {
  type ActionMode,
  actionModeSchema,
  comparedPoliciesMax,
  evaluationEpisodesMax,
  idSchema,
} from '@tars/contracts'

/** What the address of a comparison holds; what is left out has its default. */
export interface ComparisonSearch {
  /** Ids of policies, separated by commas, in the order in which they are shown. */
  policies?: string | undefined
  episodes?: number | undefined
  seed?: number | undefined
  mode?: ActionMode | undefined
}

/** The suite that policies are compared on. */
export interface Suite {
  episodes: number
  seed: number
  mode: ActionMode
}

const standard: Suite = { episodes: 100, seed: 0, mode: 'deterministic' }
const seedMax = 9_999_999_999

/** Reads the address of a comparison; what it cannot hold is undefined, and so is what is the default anyway. */
export function readComparisonSearch(search: Record<string, unknown>): ComparisonSearch {
  const mode = actionModeSchema.safeParse(search.mode).data
  return {
    policies: joinPolicies(splitPolicies(search.policies)),
    episodes: wholeNumber(search.episodes, 1, evaluationEpisodesMax, standard.episodes),
    seed: wholeNumber(search.seed, 0, seedMax, standard.seed),
    mode: mode === standard.mode ? undefined : mode,
  }
}

/** The ids in a comparison's address: each once, at most as many as can be compared. */
export function splitPolicies(policies: unknown): string[] {
  if (typeof policies !== 'string') return []
  const ids = policies.split(',').filter((id) => idSchema.safeParse(id).success)
  return [...new Set(ids)].slice(0, comparedPoliciesMax)
}

/** Ids as a comparison's address holds them; undefined without any. */
export function joinPolicies(ids: readonly string[]): string | undefined {
  return ids.length === 0 ? undefined : ids.join(',')
}

/** The suite of a comparison, its defaults filled in. */
export function suiteOf({ episodes, seed, mode }: ComparisonSearch): Suite {
  return {
    episodes: episodes ?? standard.episodes,
    seed: seed ?? standard.seed,
    mode: mode ?? standard.mode,
  }
}

function wholeNumber(value: unknown, least: number, most: number, usual: number): number | undefined {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value
  if (typeof number !== 'number' || !Number.isInteger(number)) return undefined
  return number < least || number > most || number === usual ? undefined : number
}
