import type { Schedule } from './schedule.ts'

/** Everything that shapes a PPO training, apart from environment, seed and length. */
export type PpoConfiguration = {
  /** Adam's step size. */
  readonly learningRate: number
  readonly learningRateSchedule: Schedule
  /** Discount γ, 0 to 1. */
  readonly gamma: number
  /** Trace λ of the advantage estimate, 0 to 1. */
  readonly gaeLambda: number
  /** How far the probability ratio may leave 1 before its gradient stops. */
  readonly clipRange: number
  readonly clipRangeSchedule: Schedule
  /** The same for the value function, in units of return; null for no clipping. */
  readonly valueClipRange: number | null
  readonly entropyCoefficient: number
  readonly valueCoefficient: number
  /** Gradients longer than this are scaled down to it. */
  readonly maxGradientNorm: number
  /** Passes over each rollout. */
  readonly epochs: number
  /** Steps per gradient step. */
  readonly batchSize: number
  /** Steps per environment and rollout. */
  readonly rolloutSteps: number
  /** Environments that step together. */
  readonly environments: number
  /** An update ends early when the approximate KL divergence passes 1.5 times this; null for never. */
  readonly targetKl: number | null
  /** Widths of the hidden layers, one to three; policy and value network have the same. */
  readonly hiddenSizes: readonly number[]
  /** Whether advantages are centred and scaled in each minibatch. */
  readonly normalizeAdvantage: boolean
}

/** Stable-Baselines3's defaults. */
export const defaultConfiguration: PpoConfiguration = Object.freeze({
  learningRate: 3e-4,
  learningRateSchedule: 'constant',
  gamma: 0.99,
  gaeLambda: 0.95,
  clipRange: 0.2,
  clipRangeSchedule: 'constant',
  valueClipRange: null,
  entropyCoefficient: 0,
  valueCoefficient: 0.5,
  maxGradientNorm: 0.5,
  epochs: 10,
  batchSize: 64,
  rolloutSteps: 2048,
  environments: 1,
  targetKl: null,
  hiddenSizes: Object.freeze([64, 64]),
  normalizeAdvantage: true,
})

const HIDDEN_LAYERS_MAX = 3
const COUNT_MAX = 2 ** 31 - 1

/** How each field must look; what values are sensible is the contracts' business. */
const shapes: Record<keyof PpoConfiguration, (value: unknown) => boolean> = {
  learningRate: isAmount,
  learningRateSchedule: isSchedule,
  gamma: isShare,
  gaeLambda: isShare,
  clipRange: isAmount,
  clipRangeSchedule: isSchedule,
  valueClipRange: (value) => value === null || isAmount(value),
  entropyCoefficient: isAmount,
  valueCoefficient: isAmount,
  maxGradientNorm: isAmount,
  epochs: isCount,
  batchSize: isCount,
  rolloutSteps: isCount,
  environments: isCount,
  targetKl: (value) => value === null || isAmount(value),
  hiddenSizes: isHiddenSizes,
  normalizeAdvantage: (value) => typeof value === 'boolean',
}

/**
 * A whole configuration from some of its fields; the rest are `defaultConfiguration`'s.
 *
 * @throws {RangeError} naming the field that is unknown or malformed, or when a batch is larger than a rollout.
 */
export function completeConfiguration(fields: unknown): PpoConfiguration {
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) {
    throw new RangeError('a configuration must be an object')
  }
  const configuration: Record<string, unknown> = { ...defaultConfiguration, ...fields }
  for (const [name, value] of Object.entries(configuration)) {
    if (!Object.hasOwn(shapes, name)) throw new RangeError(`unknown hyper-parameter ${name}`)
    if (!shapes[name as keyof PpoConfiguration](value))
      throw new RangeError(`${name} must not be ${String(value)}`)
  }
  const complete = configuration as PpoConfiguration
  const rollout = complete.rolloutSteps * complete.environments
  if (complete.batchSize > rollout) {
    throw new RangeError(`batchSize ${complete.batchSize} is larger than a rollout of ${rollout} steps`)
  }
  return complete
}

function isAmount(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0
}

function isShare(value: unknown): boolean {
  return isAmount(value) && (value as number) <= 1
}

function isCount(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= COUNT_MAX
}

function isSchedule(value: unknown): boolean {
  return value === 'constant' || value === 'linear'
}

function isHiddenSizes(value: unknown): boolean {
  return (
    Array.isArray(value) && value.length >= 1 && value.length <= HIDDEN_LAYERS_MAX && value.every(isCount)
  )
}
