import { encodeCheckpoint, parseCheckpoint, restoreMemory } from './checkpoint.ts'
import { completeConfiguration, type PpoConfiguration } from './configuration.ts'
import type { EnvironmentModel } from './environment.ts'
import { findEnvironment } from './environments.ts'
import { finishedMean } from './episode-statistics.ts'
import { varianceExplained } from './explained-variance.ts'
import { initialise } from './initialise.ts'
import { createLearner } from './learner.ts'
import { describeNetwork } from './network.ts'
import { optimise, type Scheduled } from './optimise.ts'
import { createPolicy, type Policy } from './policy.ts'
import type { LossSums } from './ppo-loss.ts'
import { openRandomStream, randomStreamWords } from './random-stream.ts'
import { collectRollout } from './rollout.ts'
import { scheduledValue } from './schedule.ts'
import { createSeedSequence, type Seed } from './seed-sequence.ts'
import { createTrainerMemory, type TrainerMemory } from './trainer-memory.ts'
import { createVectorEnvironment } from './vector-environment.ts'

/** What a training is made of; the same options give the same weights, bit by bit. */
export type TrainerOptions = {
  readonly environment: EnvironmentModel
  /** Fields left out are `defaultConfiguration`'s. */
  readonly configuration: Partial<PpoConfiguration>
  readonly seed: Seed
  /** Environment steps to train for; the last update may pass it by less than one rollout. */
  readonly steps: number
}

/** What one update did. */
export type TrainingUpdate = {
  /** Environment steps so far. */
  readonly steps: number
  /** Episodes finished so far. */
  readonly episodes: number
  /** Mean return of the last finished episodes, at most 100; null while none has finished. */
  readonly returnMean: number | null
  /** Mean length of the same episodes, in steps. */
  readonly lengthMean: number | null
  /** Losses, entropy (nats), KL and share of clipped ratios: means over the update's minibatches. */
  readonly policyLoss: number
  readonly valueLoss: number
  readonly entropy: number
  readonly approximateKl: number
  readonly clipFraction: number
  /** Share of the returns' variance that the critic foresaw, at most 1; null when the returns did not vary. */
  readonly explainedVariance: number | null
  /** Adam's step size in this update. */
  readonly learningRate: number
}

/** A PPO training that goes on one update at a time. */
export type Trainer = {
  readonly environment: EnvironmentModel
  readonly configuration: PpoConfiguration
  readonly seed: Seed
  /** Environment steps so far. */
  readonly steps: number
  /** Environment steps to train for. */
  readonly stepsPlanned: number
  /** Whether the planned steps are done. */
  readonly done: boolean
  /** Memory of the trainer's arena, in bytes; it never grows. */
  readonly memoryBytes: number
  /** Plays one rollout and learns from it. @throws {RangeError} when the training is done. */
  update(): TrainingUpdate
  /** The bytes of a checkpoint from which `resumeTrainer` goes on exactly here. */
  snapshot(): Uint8Array
  /** A copy of the policy as it is now. */
  policy(): Policy
}

/**
 * Proximal policy optimisation for discrete actions, on one thread and in one fixed piece of memory.
 *
 * One master seed gives every stream: 0 initial weights, 1 sampling, 2 shuffling, 3 the environments' resets.
 *
 * @throws {RangeError} when the configuration is malformed, needs too much memory, or `steps` is not positive.
 * @source Schulman et al. 2017, arXiv:1707.06347; details after Stable-Baselines3's PPO.
 */
export function createTrainer(options: TrainerOptions): Trainer {
  const parts = prepareTrainer(options)
  const { views } = parts.memory
  const seeds = createSeedSequence(options.seed)
  const state = (child: number) => seeds.child(child).generateState(randomStreamWords)
  initialise(parts.learner.network, views.parameters, openRandomStream(state(0)))
  views.samplingStream.set(state(1))
  views.shufflingStream.set(state(2))
  parts.environments.begin(seeds.child(3))
  return openTrainer(parts)
}

/**
 * The trainer that `snapshot` wrote down; what it does next is what the first one would have done, bit by bit.
 *
 * @throws {RangeError} when the bytes are not a whole checkpoint of an environment known here in the same version.
 */
export function resumeTrainer(checkpoint: Uint8Array): Trainer {
  const { environmentId, environmentVersion, configuration, seed, steps, tensors } =
    parseCheckpoint(checkpoint)
  const environment = findEnvironment(environmentId)
  if (environment?.description.version !== environmentVersion) {
    throw new RangeError(`environment ${environmentId} version ${environmentVersion} is not known here`)
  }
  const parts = prepareTrainer({ environment, configuration, seed, steps })
  restoreMemory(parts.memory, tensors)
  return openTrainer(parts)
}

type TrainerParts = ReturnType<typeof prepareTrainer>

/** A trainer's memory and what works in it, before its first or its restored state is written there. */
function prepareTrainer(options: TrainerOptions) {
  const { environment, seed, steps } = options
  if (!Number.isSafeInteger(steps) || steps < 1)
    throw new RangeError(`steps must be a positive integer, not ${steps}`)
  const configuration = completeConfiguration(options.configuration)
  const { observationSize, actions } = environment.description
  const network = describeNetwork(observationSize, actions, configuration.hiddenSizes)
  const memory = createTrainerMemory(environment, network, configuration)
  const rowsMax = Math.max(configuration.batchSize, configuration.environments)
  const learner = createLearner(network, memory, rowsMax)
  const environments = createVectorEnvironment(environment, memory.views)
  return { environment, configuration, seed, stepsPlanned: steps, memory, learner, environments }
}

function openTrainer(parts: TrainerParts): Trainer {
  const { environment, configuration, seed, stepsPlanned, memory, learner, environments } = parts
  const { views } = memory
  const sampling = openRandomStream(views.samplingStream)
  const shuffling = openRandomStream(views.shufflingStream)
  const { id, version } = environment.description
  return {
    environment,
    configuration,
    seed,
    stepsPlanned,
    memoryBytes: memory.buffer.byteLength,
    get steps() {
      return views.stepCount[0]!
    },
    get done() {
      return views.stepCount[0]! >= stepsPlanned
    },
    update() {
      const progress = views.stepCount[0]! / stepsPlanned
      if (progress >= 1) throw new RangeError(`the training is done: ${stepsPlanned} steps`)
      const scheduled = scheduleAt(configuration, progress)
      collectRollout(learner, memory, environments, sampling, configuration)
      const explainedVariance = varianceExplained(views.rolloutValues, views.rolloutReturns)
      const sums = optimise(learner, memory, shuffling, configuration, scheduled)
      return summarise(memory, sums, explainedVariance, scheduled.learningRate)
    },
    snapshot() {
      const details = {
        environmentId: id,
        environmentVersion: version,
        configuration,
        seed,
        steps: stepsPlanned,
      }
      return encodeCheckpoint(details, memory)
    },
    policy() {
      const parameters = views.parameters.slice()
      return createPolicy({
        environmentId: id,
        environmentVersion: version,
        network: learner.network,
        parameters,
      })
    },
  }
}

function scheduleAt(configuration: PpoConfiguration, progress: number): Scheduled {
  const { learningRate, learningRateSchedule, clipRange, clipRangeSchedule } = configuration
  return {
    learningRate: scheduledValue(learningRateSchedule, learningRate, progress),
    clipRange: scheduledValue(clipRangeSchedule, clipRange, progress),
  }
}

function summarise(
  memory: TrainerMemory,
  sums: LossSums,
  explainedVariance: number | null,
  learningRate: number,
): TrainingUpdate {
  const { views } = memory
  return {
    steps: views.stepCount[0]!,
    episodes: views.finishedCount[0]!,
    returnMean: finishedMean(views, views.finishedReturns),
    lengthMean: finishedMean(views, views.finishedLengths),
    policyLoss: sums.policyLoss / sums.minibatches,
    valueLoss: sums.valueLoss / sums.minibatches,
    entropy: sums.entropy / sums.minibatches,
    approximateKl: sums.approximateKl / sums.minibatches,
    clipFraction: sums.clipFraction / sums.minibatches,
    explainedVariance,
    learningRate,
  }
}
