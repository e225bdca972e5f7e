/** What the filter of a list looks at in an entry; what is not known may be anything. */
export interface Filtered {
  id: string
  agent?: string
  environment?: string
  state?: string
  verdict?: string | null
  isBaseline?: boolean
}

/** The query parameters that a list is filtered by. */
export type Filter = Readonly<Record<string, string | undefined>>

/** What of an entry changes while it is there; only lists that are filtered by it can lose or gain one that is not new. */
const changing = ['state', 'verdict', 'baseline']

/** Whether a filtered list has become untrue: an entry stands in it that does not belong there any more, or lacks. */
export function isUntrue(filter: Filter, entries: readonly { id: string }[], entry: Filtered): boolean {
  if (!changing.some((name) => filter[name] !== undefined)) return false
  return entries.some(({ id }) => id === entry.id) !== passes(filter, entry)
}

function passes({ search, ...exact }: Filter, entry: Filtered): boolean {
  const { isBaseline: baseline, ...others } = entry
  const told: Readonly<Record<string, unknown>> = { ...others, baseline }
  return (
    (search === undefined || isFound(search.toLowerCase(), entry)) &&
    Object.entries(exact).every(
      ([name, value]) => value === undefined || told[name] === undefined || String(told[name]) === value,
    )
  )
}

function isFound(words: string, { id, agent, environment }: Filtered): boolean {
  if (agent === undefined || environment === undefined) return true
  return id.startsWith(words) || [agent, environment].some((name) => name.toLowerCase().includes(words))
}
