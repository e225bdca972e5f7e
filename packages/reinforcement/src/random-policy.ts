import type { Player } from './policy.ts'

/**
 * The player that takes every action equally often, in either mode: what an agent without a baseline is measured
 * against.
 *
 * @param actions count of actions.
 */
export function createRandomPolicy(actions: number): Player {
  return {
    act(_observation, _mode, random) {
      if (random === undefined) throw new RangeError('the random policy needs a random stream')
      return random.below(actions)
    },
  }
}
