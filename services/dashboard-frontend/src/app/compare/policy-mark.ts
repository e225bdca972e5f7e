/** How a policy is told from the others of a comparison without a colour: a letter and a pattern of dashes. */
export interface PolicyMark {
  letter: string
  /** As `stroke-dasharray` takes it; undefined for a solid line. */
  dashes: string | undefined
}

const patterns = [undefined, '7 4', '2 3', '10 3 2 3', '14 5', '5 2 1 2 1 2', '1 5', '12 3 4 3']

/** The mark of the policy at a place in a comparison, from 0. */
export function policyMark(place: number): PolicyMark {
  return { letter: String.fromCharCode(65 + place), dashes: patterns[place % patterns.length] }
}
