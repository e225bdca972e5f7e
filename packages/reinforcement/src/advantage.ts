import { TERMINATED, TRUNCATED } from './vector-environment.ts'

/** What was seen along a rollout of T steps in N environments; arrays are [T, N], row-major. */
export type Trajectory = {
  readonly rewards: Float32Array
  /** The critic's value of the observation before each step. */
  readonly values: Float32Array
  /** How each step ended: going on, terminated or truncated. */
  readonly endings: Uint8Array
  /** The critic's value of the last observation of a truncated episode; read only where truncated. */
  readonly finalValues: Float32Array
  /** The critic's value of the observation after the last step, shape [N]. */
  readonly nextValues: Float32Array
}

/**
 * Generalised advantage estimates, written into `advantages`, and the critic's targets into `returns`.
 *
 * A terminated step is worth its reward alone; a truncated one also what the critic expects beyond the time limit;
 * after either the sum begins anew.
 *
 * @param gamma γ in [0, 1]. @param lambda λ in [0, 1]; 0 is one-step TD, 1 is Monte Carlo.
 * @source Schulman et al. 2016, arXiv:1506.02438, eq. 16; Pardo et al. 2018, arXiv:1712.00378 (truncation).
 */
export function estimateAdvantages(
  trajectory: Trajectory,
  gamma: number,
  lambda: number,
  advantages: Float32Array,
  returns: Float32Array,
): void {
  const { rewards, values, endings, finalValues, nextValues } = trajectory
  const environments = nextValues.length
  for (let n = 0; n < environments; n++) {
    let following = 0
    let nextValue = nextValues[n]!
    for (let i = rewards.length - environments + n; i >= 0; i -= environments) {
      const ending = endings[i]!
      if (ending === TERMINATED) nextValue = 0
      else if (ending === TRUNCATED) nextValue = finalValues[i]!
      if (ending !== 0) following = 0
      following += rewards[i]! + gamma * nextValue - values[i]!
      advantages[i] = following
      returns[i] = following + values[i]!
      following *= gamma * lambda
      nextValue = values[i]!
    }
  }
}
