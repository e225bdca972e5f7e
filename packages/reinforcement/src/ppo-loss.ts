import { rowEntropy } from './categorical.ts'
import { logSoftmaxRows } from './kernels.ts'
import type { TrainableTower } from './tower.ts'

/** What a minibatch's rows refer to: columns of the rollout, indexed by `indices[from + row]`. */
export type LossBatch = {
  readonly indices: Int32Array
  readonly actions: Int32Array
  /** log π_old(a|s). */
  readonly logProbabilities: Float32Array
  /** V_old(s). */
  readonly values: Float32Array
  readonly advantages: Float32Array
  readonly returns: Float32Array
}

/** The weights of the loss; `clipRange` is the scheduled one. */
export type LossOptions = {
  readonly clipRange: number
  readonly valueClipRange: number | null
  readonly entropyCoefficient: number
  readonly valueCoefficient: number
  readonly normalizeAdvantage: boolean
}

/** Sums over minibatches, divided by `minibatches` when told; one object reused so that the loop makes none. */
export type LossSums = {
  minibatches: number
  policyLoss: number
  valueLoss: number
  entropy: number
  approximateKl: number
  clipFraction: number
}

/** Loss sums of nothing yet. */
export function createLossSums(): LossSums {
  return { minibatches: 0, policyLoss: 0, valueLoss: 0, entropy: 0, approximateKl: 0, clipFraction: 0 }
}

/**
 * PPO's policy loss −mean(min(rA, clip(r)A)) − c·mean(H): adds it to `sums`, writes its gradient of the logits to
 * `tower.outputGradient` and returns the approximate KL divergence (k3) of the minibatch.
 *
 * @param tower just sent forward; its logits become log-probabilities.
 * @source Schulman et al. 2017, arXiv:1707.06347, eq. 7 and 9; k3: Schulman 2020, "Approximating KL Divergence".
 */
export function policyLoss(
  tower: TrainableTower,
  batch: LossBatch,
  from: number,
  rows: number,
  actions: number,
  options: LossOptions,
  sums: LossSums,
): number {
  const { output, outputGradient } = tower
  const { clipRange, entropyCoefficient } = options
  const { mean, scale } = advantageScale(batch, from, rows, options.normalizeAdvantage)
  logSoftmaxRows(output, rows, actions)
  let loss = 0
  let entropies = 0
  let divergence = 0
  let clipped = 0
  for (let row = 0, at = 0; row < rows; row++, at += actions) {
    const i = batch.indices[from + row]!
    const action = batch.actions[i]!
    const advantage = (batch.advantages[i]! - mean) * scale
    const logRatio = output[at + action]! - batch.logProbabilities[i]!
    const ratio = Math.exp(logRatio)
    const bounded = Math.min(Math.max(ratio, 1 - clipRange), 1 + clipRange)
    const isBounded = bounded * advantage < ratio * advantage
    loss -= isBounded ? bounded * advantage : ratio * advantage
    divergence += ratio - 1 - logRatio
    if (bounded !== ratio) clipped++
    const entropy = rowEntropy(output, at, actions)
    entropies += entropy
    const pull = isBounded ? 0 : (-advantage * ratio) / rows
    for (let a = 0; a < actions; a++) {
      const logProbability = output[at + a]!
      const probability = Math.exp(logProbability)
      const towards = a === action ? pull * (1 - probability) : -pull * probability
      outputGradient[at + a] =
        towards + (entropyCoefficient / rows) * probability * (logProbability + entropy)
    }
  }
  sums.minibatches++
  sums.policyLoss += loss / rows
  sums.entropy += entropies / rows
  sums.approximateKl += divergence / rows
  sums.clipFraction += clipped / rows
  return divergence / rows
}

/**
 * PPO's value loss c·mean((V − R)²): adds the mean to `sums` and writes its gradient to `tower.outputGradient`.
 *
 * With a clip range V may leave V_old by at most that much, as in Stable-Baselines3.
 */
export function valueLoss(
  tower: TrainableTower,
  batch: LossBatch,
  from: number,
  rows: number,
  options: LossOptions,
  sums: LossSums,
): void {
  const { output, outputGradient } = tower
  const range = options.valueClipRange ?? Number.POSITIVE_INFINITY
  const weight = (2 * options.valueCoefficient) / rows
  let loss = 0
  for (let row = 0; row < rows; row++) {
    const i = batch.indices[from + row]!
    const old = batch.values[i]!
    const change = output[row]! - old
    const value = change > range ? old + range : change < -range ? old - range : output[row]!
    const error = value - batch.returns[i]!
    loss += error * error
    outputGradient[row] = Math.abs(change) > range ? 0 : weight * error
  }
  sums.valueLoss += loss / rows
}

/** What centres and scales a minibatch's advantages: mean 0 and standard deviation 1 (n − 1 in the divisor). */
function advantageScale(batch: LossBatch, from: number, rows: number, normalize: boolean) {
  if (!normalize || rows < 2) return { mean: 0, scale: 1 }
  let sum = 0
  for (let row = 0; row < rows; row++) sum += batch.advantages[batch.indices[from + row]!]!
  const mean = sum / rows
  let squares = 0
  for (let row = 0; row < rows; row++) squares += (batch.advantages[batch.indices[from + row]!]! - mean) ** 2
  return { mean, scale: 1 / (Math.sqrt(squares / (rows - 1)) + 1e-8) }
}
