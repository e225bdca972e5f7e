import type { ComparedPair, Id } from '@tars/contracts'

/** One policy of a group: who it is, and what its episodes on the suite returned, `[episodes]`. */
export interface GroupMember {
  policyId: Id
  /** What it is called in a sentence. */
  name: string
  returns: readonly number[]
}

/** Policies of one environment that played the same suite. */
export interface GroupOrder {
  members: readonly GroupMember[]
  /** `|reference − random|` of the environment; null where it is not known, so that nothing says what a bearable drop is. */
  range: number | null
}

/** What a comparison thread is asked. */
export interface ComparisonOrder {
  /** Seed of the bootstrap. */
  seed: number
  groups: readonly GroupOrder[]
}

/** The figures of one group. */
export interface GroupAnswer {
  /** Ascending; empty in a group without members. */
  thresholds: number[]
  /** Of each member. */
  members: { policyId: Id; iqmInterval95: [number, number] | null; profile: number[] }[]
  /** Every two members, in their order; empty where no range is known. */
  pairs: ComparedPair[]
}
