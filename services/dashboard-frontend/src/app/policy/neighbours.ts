import type { Policy } from '@tars/contracts'

/** The versions next to a policy in the line of its agent, as far as they are known. */
export interface Neighbours {
  before?: Policy | undefined
  after?: Policy | undefined
}

/** The versions next to a policy among those that were read, in whatever order; none where the policy is not among them. */
export function neighboursOf(id: string, line: readonly Policy[]): Neighbours {
  const sorted = line.toSorted((a, b) => a.version - b.version)
  const at = sorted.findIndex((policy) => policy.id === id)
  return at === -1 ? {} : { before: sorted[at - 1], after: sorted[at + 1] }
}
