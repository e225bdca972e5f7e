import type { PpoConfiguration } from './configuration.ts'
import { adamStep, gatherRows, norm } from './kernels.ts'
import type { Learner } from './learner.ts'
import { createLossSums, type LossBatch, type LossSums, policyLoss, valueLoss } from './ppo-loss.ts'
import { type RandomStream, shuffle } from './random-stream.ts'
import type { TrainerMemory } from './trainer-memory.ts'

/** How far past the target the KL divergence may go before an update ends; Stable-Baselines3's factor. */
const KL_TOLERANCE = 1.5

/** The hyper-parameters of one update after their schedules. */
export type Scheduled = { readonly learningRate: number; readonly clipRange: number }

/** Learns from the rollout in `memory`: epochs of shuffled minibatches, one Adam step each. Returns the losses. */
export function optimise(
  learner: Learner,
  memory: TrainerMemory,
  shuffling: RandomStream,
  configuration: PpoConfiguration,
  scheduled: Scheduled,
): LossSums {
  const { indices } = memory.views
  const { epochs, batchSize, targetKl } = configuration
  const batch = openBatch(memory)
  const options = { ...configuration, clipRange: scheduled.clipRange }
  const sums = createLossSums()
  for (let i = 0; i < indices.length; i++) indices[i] = i
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(indices, shuffling)
    for (let from = 0; from < indices.length; from += batchSize) {
      const rows = Math.min(batchSize, indices.length - from)
      const divergence = computeGradients(learner, memory, batch, from, rows, options, sums)
      if (targetKl !== null && divergence > KL_TOLERANCE * targetKl) return sums
      descend(memory, scheduled.learningRate, configuration.maxGradientNorm)
    }
  }
  return sums
}

/** The minibatch view of the rollout in `memory`. */
export function openBatch(memory: TrainerMemory): LossBatch {
  const { views } = memory
  return {
    indices: views.indices,
    actions: views.rolloutActions,
    logProbabilities: views.rolloutLogProbabilities,
    values: views.rolloutValues,
    advantages: views.rolloutAdvantages,
    returns: views.rolloutReturns,
  }
}

/** Writes the gradient of the whole loss on the minibatch [from, from + rows) and returns its approximate KL. */
export function computeGradients(
  learner: Learner,
  memory: TrainerMemory,
  batch: LossBatch,
  from: number,
  rows: number,
  options: Parameters<typeof policyLoss>[5],
  sums: LossSums,
): number {
  const { rolloutObservations, indices, batchObservations } = memory.views
  const { observationSize, actions } = learner.network
  gatherRows(rolloutObservations, indices, from, rows, observationSize, batchObservations)
  learner.policy.forward(batchObservations, rows)
  const divergence = policyLoss(learner.policy, batch, from, rows, actions, options, sums)
  learner.policy.backward(batchObservations, rows)
  learner.value.forward(batchObservations, rows)
  valueLoss(learner.value, batch, from, rows, options, sums)
  learner.value.backward(batchObservations, rows)
  return divergence
}

function descend(memory: TrainerMemory, learningRate: number, maxGradientNorm: number): void {
  const { parameters, gradients, adamMean, adamVariance, gradientStepCount } = memory.views
  const scale = Math.min(1, maxGradientNorm / (norm(gradients) + 1e-6))
  const step = gradientStepCount[0]! + 1
  gradientStepCount[0] = step
  adamStep(parameters, gradients, adamMean, adamVariance, step, learningRate, scale)
}
