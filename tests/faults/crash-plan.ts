import { createRandom } from '@tars/statistics'
import { type Victim, victims } from '../harness/victim.ts'

/** What the platform is at when it happens. */
export const phases = ['training', 'evaluation', 'both'] as const

/** What the platform is at. */
export type Phase = (typeof phases)[number]

/** One kill -9. */
export interface Crash {
  readonly victim: Victim
  readonly phase: Phase
  /** How much of the work has landed, in [0, 1). */
  readonly moment: number
}

/**
 * A plan that kills every victim `killsEach` times, through all phases in turn; the order and the moments are the seed's. The same
 * seed gives the same plan.
 *
 * @throws {RangeError} when `seed` is not a safe integer ≥ 0.
 */
export function planCrashes(seed: number, killsEach: number): Crash[] {
  const random = createRandom(seed)
  const plan = victims.flatMap((victim, first) =>
    Array.from({ length: killsEach }, (_, index): Crash => {
      return { victim, phase: phases[(first + index) % phases.length]!, moment: random.real() }
    }),
  )
  for (let last = plan.length - 1; last > 0; last--) {
    const other = random.below(last + 1)
    ;[plan[last], plan[other]] = [plan[other]!, plan[last]!]
  }
  return plan
}
