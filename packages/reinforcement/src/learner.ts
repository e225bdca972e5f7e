import type { NetworkShape } from './network.ts'
import { createTrainableTower, type TrainableTower } from './tower.ts'
import type { TrainerMemory } from './trainer-memory.ts'

/** The two networks that learn, in a trainer's memory. */
export type Learner = {
  readonly network: NetworkShape
  readonly policy: TrainableTower
  readonly value: TrainableTower
}

/** The networks over `memory`; they hold no state of their own. */
export function createLearner(network: NetworkShape, memory: TrainerMemory, rowsMax: number): Learner {
  const { parameters, gradients, policyActivations, policyDeltas, valueActivations, valueDeltas } =
    memory.views
  const policy = createTrainableTower(
    network.policy,
    parameters,
    gradients,
    policyActivations,
    policyDeltas,
    rowsMax,
  )
  const value = createTrainableTower(
    network.value,
    parameters,
    gradients,
    valueActivations,
    valueDeltas,
    rowsMax,
  )
  return { network, policy, value }
}
