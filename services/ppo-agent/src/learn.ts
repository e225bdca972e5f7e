import { getHeapStatistics } from 'node:v8'
import {
  createTrainer,
  encodePolicy,
  findEnvironment,
  policyWeights,
  resumeTrainer,
  type Trainer,
  type TrainingUpdate,
} from '@tars/reinforcement'
import { createLearningCurve } from './learning-curve.ts'
import type { TrainMessage, TrainOrder } from './train-message.ts'

const reportEveryMs = 500

/** Takes a message of a training, in the order in which they are said. */
type Tell = (message: TrainMessage) => void

/** Trains what is ordered and tells how it goes; the last message is the end: completed, stopped or failed. */
export function learn(order: TrainOrder, tell: Tell): void {
  try {
    tell(run(order, tell))
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    tell({ kind: 'failed', error: error.message })
  }
}

function run(order: TrainOrder, tell: Tell): TrainMessage {
  const trainer = openTrainer(order)
  const { rolloutSteps, environments } = trainer.configuration
  const curve = createLearningCurve({
    stepsPlanned: order.steps,
    stepsPerUpdate: rolloutSteps * environments,
    stepsBefore: trainer.steps,
    secondsBefore: order.secondsBefore,
    now: () => performance.now(),
    memoryBytes: () => trainer.memoryBytes + getHeapStatistics().used_heap_size,
  })
  const reporter = createReporter(order.checkpointEveryMs, tell)
  let returnMean: number | null = null
  while (!trainer.done) {
    const update = trainer.update()
    if (!hasFiniteLosses(update))
      return { kind: 'failed', error: `The loss is no longer a number after ${update.steps} steps.` }
    returnMean = update.returnMean
    const point = curve.observe(update)
    if (point !== undefined) reporter.add(point)
    const stopping = Atomics.load(order.stop, 0) !== 0
    // A checkpoint after the last update would leave nothing to go on with, not even the mean return.
    const keeps = !trainer.done && (stopping || reporter.isCheckpointDue())
    // What goes on from a checkpoint does not see the points before it again: they are told first.
    reporter.report(keeps || trainer.done)
    if (trainer.done) break
    if (keeps) tell({ kind: 'checkpoint', steps: trainer.steps, file: trainer.snapshot() })
    if (stopping) return { kind: 'stopped' }
  }
  return complete(trainer, returnMean)
}

function openTrainer(order: TrainOrder): Trainer {
  if (order.checkpoint !== null) return resumeTrainer(order.checkpoint)
  const environment = findEnvironment(order.environment)
  if (environment === undefined)
    throw new RangeError(`The environment ${order.environment} is not known here.`)
  return createTrainer({
    environment,
    configuration: order.configuration,
    seed: order.seed,
    steps: order.steps,
  })
}

function complete(trainer: Trainer, returnMean: number | null): TrainMessage {
  const policy = trainer.policy()
  const { configuration, steps, seed } = trainer
  const policyFile = encodePolicy(policy, { configuration, steps, seed, parent: null })
  return { kind: 'completed', steps, returnMean, policyFile, weights: policyWeights(policy) }
}

function hasFiniteLosses(update: TrainingUpdate): boolean {
  return [update.policyLoss, update.valueLoss, update.entropy].every(Number.isFinite)
}

function createReporter(checkpointEveryMs: number, tell: Tell) {
  let points: Extract<TrainMessage, { kind: 'points' }>['points'] = []
  let reportedMs = performance.now()
  let checkpointMs = performance.now()
  return {
    add: (point: (typeof points)[number]) => points.push(point),
    report(now: boolean) {
      if (points.length === 0 || (!now && performance.now() - reportedMs < reportEveryMs)) return
      tell({ kind: 'points', points })
      points = []
      reportedMs = performance.now()
    },
    isCheckpointDue() {
      if (performance.now() - checkpointMs < checkpointEveryMs) return false
      checkpointMs = performance.now()
      return true
    },
  }
}
