import { type Arena, createArena, segment } from './arena.ts'
import type { PpoConfiguration } from './configuration.ts'
import type { EnvironmentModel } from './environment.ts'
import { episodesRemembered } from './episode-statistics.ts'
import { activationWidth, type NetworkShape } from './network.ts'
import { randomStreamWords } from './random-stream.ts'
import { vectorEnvironmentLayout } from './vector-environment.ts'

/** All that a trainer has in memory. */
export type TrainerMemory = Arena<ReturnType<typeof trainerLayout>>

/** The segments that a checkpoint holds; all others are written anew before they are read. */
export const persistentSegments = [
  'parameters',
  'adamMean',
  'adamVariance',
  'stepCount',
  'gradientStepCount',
  'samplingStream',
  'shufflingStream',
  'states',
  'stepCounts',
  'seedStreams',
  'observations',
  'returnsUnderWay',
  'lengthsUnderWay',
  'finishedReturns',
  'finishedLengths',
  'finishedCount',
] as const satisfies readonly (keyof ReturnType<typeof trainerLayout>)[]

/**
 * The memory of one trainer, sized from its configuration and never grown. Parameters, gradients and Adam's two
 * moments are four equal flat segments in the same order.
 *
 * @throws {RangeError} when the configuration needs more than an arena may take.
 */
export function createTrainerMemory(
  environment: EnvironmentModel,
  network: NetworkShape,
  configuration: PpoConfiguration,
): TrainerMemory {
  return createArena(trainerLayout(environment, network, configuration))
}

/** The segments of a trainer's memory; rollout segments are [rolloutSteps, environments], row-major. */
export function trainerLayout(
  environment: EnvironmentModel,
  network: NetworkShape,
  configuration: PpoConfiguration,
) {
  const { environments, rolloutSteps, batchSize } = configuration
  const { observationSize, parameterCount } = network
  const rowsMax = Math.max(environments, batchSize)
  return {
    parameters: segment('float32', parameterCount),
    gradients: segment('float32', parameterCount),
    adamMean: segment('float32', parameterCount),
    adamVariance: segment('float32', parameterCount),
    stepCount: segment('float64', 1),
    gradientStepCount: segment('float64', 1),
    samplingStream: segment('uint32', randomStreamWords),
    shufflingStream: segment('uint32', randomStreamWords),
    ...vectorEnvironmentLayout(environment, environments),
    returnsUnderWay: segment('float64', environments),
    lengthsUnderWay: segment('float64', environments),
    finishedReturns: segment('float64', episodesRemembered),
    finishedLengths: segment('float64', episodesRemembered),
    finishedCount: segment('float64', 1),
    rolloutObservations: segment('float32', rolloutSteps, environments, observationSize),
    rolloutActions: segment('int32', rolloutSteps, environments),
    rolloutLogProbabilities: segment('float32', rolloutSteps, environments),
    rolloutValues: segment('float32', rolloutSteps, environments),
    rolloutRewards: segment('float32', rolloutSteps, environments),
    rolloutEndings: segment('uint8', rolloutSteps, environments),
    rolloutFinalValues: segment('float32', rolloutSteps, environments),
    rolloutAdvantages: segment('float32', rolloutSteps, environments),
    rolloutReturns: segment('float32', rolloutSteps, environments),
    nextValues: segment('float32', environments),
    chosenActions: segment('int32', environments),
    indices: segment('int32', rolloutSteps * environments),
    batchObservations: segment('float32', batchSize, observationSize),
    policyActivations: segment('float32', rowsMax, activationWidth(network.policy)),
    policyDeltas: segment('float32', rowsMax, activationWidth(network.policy)),
    valueActivations: segment('float32', rowsMax, activationWidth(network.value)),
    valueDeltas: segment('float32', rowsMax, activationWidth(network.value)),
  }
}
