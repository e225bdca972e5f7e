/**
 * Draws an action from one row of log-probabilities by inversion.
 *
 * @param at where the row begins. @param uniform a number in [0, 1).
 */
export function sampleAction(
  logProbabilities: Float32Array,
  at: number,
  actions: number,
  uniform: number,
): number {
  let below = 0
  for (let action = 0; action < actions - 1; action++) {
    below += Math.exp(logProbabilities[at + action]!)
    if (uniform < below) return action
  }
  return actions - 1
}

/** The action with the largest (log-)probability in one row; the first of equals. */
export function likeliestAction(logProbabilities: Float32Array, at: number, actions: number): number {
  let best = 0
  for (let action = 1; action < actions; action++) {
    if (logProbabilities[at + action]! > logProbabilities[at + best]!) best = action
  }
  return best
}

/** The entropy of one row of log-probabilities, in nats: 0 to ln(actions). */
export function rowEntropy(logProbabilities: Float32Array, at: number, actions: number): number {
  let entropy = 0
  for (let action = 0; action < actions; action++) {
    const logProbability = logProbabilities[at + action]!
    entropy -= Math.exp(logProbability) * logProbability
  }
  return entropy
}
