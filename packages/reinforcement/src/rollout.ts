import { estimateAdvantages } from './advantage.ts'
import { sampleAction } from './categorical.ts'
import type { PpoConfiguration } from './configuration.ts'
import { countStep } from './episode-statistics.ts'
import { logSoftmaxRows } from './kernels.ts'
import type { Learner } from './learner.ts'
import type { RandomStream } from './random-stream.ts'
import type { TrainerMemory } from './trainer-memory.ts'
import { TRUNCATED, type VectorEnvironment } from './vector-environment.ts'

/** Plays every environment for `rolloutSteps` steps with the present policy and fills the rollout in `memory`. */
export function collectRollout(
  learner: Learner,
  memory: TrainerMemory,
  environments: VectorEnvironment,
  sampling: RandomStream,
  configuration: PpoConfiguration,
): void {
  const { views } = memory
  const count = configuration.environments
  for (let t = 0; t < configuration.rolloutSteps; t++) {
    const row = t * count
    chooseActions(learner, memory, sampling, row, count)
    environments.step(views.chosenActions)
    views.rolloutRewards.set(views.rewards, row)
    views.rolloutEndings.set(views.endings, row)
    countStep(views, views.rewards, views.endings)
    valueTruncated(learner, memory, row, count)
  }
  views.stepCount[0] = views.stepCount[0]! + count * configuration.rolloutSteps
  learner.value.forward(views.observations, count)
  for (let n = 0; n < count; n++) views.nextValues[n] = learner.value.output[n]!
  const trajectory = {
    rewards: views.rolloutRewards,
    values: views.rolloutValues,
    endings: views.rolloutEndings,
    finalValues: views.rolloutFinalValues,
    nextValues: views.nextValues,
  }
  const { gamma, gaeLambda } = configuration
  estimateAdvantages(trajectory, gamma, gaeLambda, views.rolloutAdvantages, views.rolloutReturns)
}

/** Samples one action per environment and notes all that the update needs of it, from `row` on. */
function chooseActions(
  learner: Learner,
  memory: TrainerMemory,
  sampling: RandomStream,
  row: number,
  count: number,
): void {
  const { views } = memory
  const { actions, observationSize } = learner.network
  learner.policy.forward(views.observations, count)
  learner.value.forward(views.observations, count)
  const logits = learner.policy.output
  logSoftmaxRows(logits, count, actions)
  views.rolloutObservations.set(views.observations, row * observationSize)
  for (let n = 0; n < count; n++) {
    const action = sampleAction(logits, n * actions, actions, sampling.random())
    views.chosenActions[n] = action
    views.rolloutActions[row + n] = action
    views.rolloutLogProbabilities[row + n] = logits[n * actions + action]!
    views.rolloutValues[row + n] = learner.value.output[n]!
  }
}

/** What the critic expects beyond the time limit, for the environments that have just reached it. */
function valueTruncated(learner: Learner, memory: TrainerMemory, row: number, count: number): void {
  const { endings, finalObservations, rolloutFinalValues } = memory.views
  if (!endings.includes(TRUNCATED)) return
  learner.value.forward(finalObservations, count)
  for (let n = 0; n < count; n++) {
    if (endings[n] === TRUNCATED) rolloutFinalValues[row + n] = learner.value.output[n]!
  }
}
