import type { TrainingPoint } from '@tars/contracts'
import type { TrainingUpdate } from '@tars/reinforcement'

/** The most points that one learning curve holds. */
export const pointsMax = 1_000

/** Steps and times that a curve measures against. */
export interface CurveOptions {
  stepsPlanned: number
  /** Environment steps of one update. */
  stepsPerUpdate: number
  /** Steps before this attempt. */
  stepsBefore: number
  /** Training time before this attempt, in seconds. */
  secondsBefore: number
  /** Milliseconds of a clock that never goes back. */
  now: () => number
  memoryBytes: () => number
}

/**
 * Turns updates into points of a learning curve: every n-th one, so that no curve grows past 1,000 points, and the last.
 * The rate is taken over the time since the point before.
 */
export function createLearningCurve(options: CurveOptions) {
  const updates = Math.ceil(options.stepsPlanned / options.stepsPerUpdate)
  const every = Math.ceil(updates / pointsMax)
  const startedMs = options.now()
  let last = { steps: options.stepsBefore, ms: startedMs }

  return {
    /** The point of an update; undefined when this one is left out. */
    observe(update: TrainingUpdate): TrainingPoint | undefined {
      const index = Math.round(update.steps / options.stepsPerUpdate)
      const isLast = update.steps >= options.stepsPlanned
      if (!isLast && index % every !== 0) return undefined
      const ms = options.now()
      const since = last
      last = { steps: update.steps, ms }
      const { clipFraction, ...figures } = update
      return {
        ...figures,
        clipRatio: clipFraction,
        seconds: options.secondsBefore + (ms - startedMs) / 1_000,
        stepsPerSecond: ((update.steps - since.steps) * 1_000) / Math.max(1e-3, ms - since.ms),
        memoryBytes: options.memoryBytes(),
      }
    },
  }
}
