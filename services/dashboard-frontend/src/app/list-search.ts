import { evaluationStateSchema, trainingStateSchema, verdictSchema } from '@tars/contracts'

/** What the filter of a list offers beside words and the environment. */
export interface ListOffer {
  agent?: boolean
  states?: readonly string[]
  verdicts?: readonly string[]
  baseline?: boolean
}

/** What each list can be filtered by. */
export const listOffers = {
  trainings: { agent: true, states: trainingStateSchema.options },
  evaluations: { agent: true, states: evaluationStateSchema.options, verdicts: verdictSchema.options },
  policies: { agent: true, baseline: true },
  agents: {},
} as const satisfies Record<string, ListOffer>

/** The filter of a list, as its address keeps it; what is undefined does not filter. */
export interface ListSearch {
  /** Part of the name of an agent or an environment, or the beginning of an id. */
  q?: string | undefined
  agent?: string | undefined
  environment?: string | undefined
  state?: string | undefined
  verdict?: string | undefined
  baseline?: boolean | undefined
}

/** The longest filter of words. */
export const wordsMax = 64

// The router puts what is read here over the raw address: what is refused must be there as undefined to be gone.

/** Reads the address of a list page; what its filter does not offer is undefined. */
export function readListSearch(offer: ListOffer) {
  return (search: Record<string, unknown>): ListSearch => ({
    q: text(search.q),
    agent: offer.agent ? text(search.agent) : undefined,
    environment: text(search.environment),
    state: oneOf(offer.states, search.state),
    verdict: oneOf(offer.verdicts, search.verdict),
    baseline: offer.baseline && typeof search.baseline === 'boolean' ? search.baseline : undefined,
  })
}

/** The query parameters that a filter stands for; what does not filter is left out. */
export function listQuery(search: ListSearch): Record<string, string> {
  const { q, baseline, ...exact } = search
  const words = q?.trim()
  const given = { search: words === '' ? undefined : words, ...exact, baseline: baseline?.toString() }
  return Object.fromEntries(
    Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}

/** How many filters are set, the words among them. */
export function countFilters(search: ListSearch): number {
  return Object.keys(listQuery(search)).length
}

/**
 * Whether a changed filter replaces the address instead of adding to the history: while somebody types, so that one step
 * back undoes all of the typing and every other choice is a step of its own.
 */
export function isTyping(before: ListSearch, after: ListSearch): boolean {
  return before.q !== after.q && before.q !== undefined && after.q !== undefined
}

function oneOf(options: readonly string[] | undefined, value: unknown): string | undefined {
  return options?.find((option) => option === value)
}

function text(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  return value === '' ? undefined : String(value).slice(0, wordsMax)
}
