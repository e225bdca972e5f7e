import type { TrainingPoint } from '@tars/contracts'
import { formatDuration } from '../words/duration.ts'
import { formatBytes, formatMeasurement, formatRatio, formatSi, trimZeros } from '../words/quantity.ts'
import type { CurveAxis } from './curve.ts'

/** One small chart of a training: its name, what it means, and the measurement that it shows. */
export interface CurveChart {
  name: string
  means: string
  pick: (point: TrainingPoint) => number | null
  format: (value: number) => string
  /** Whether its axis begins at zero. */
  fromZero?: boolean
}

/** The small charts of a training, in the order to show them. */
export const curveCharts: readonly CurveChart[] = [
  {
    name: 'Policy loss',
    means: 'The clipped surrogate loss of the policy, the mean over the minibatches of an update.',
    pick: ({ policyLoss }) => policyLoss,
    format: formatMeasurement,
  },
  {
    name: 'Value loss',
    means: 'How far the predicted returns are from those that came, squared; the mean over an update.',
    pick: ({ valueLoss }) => valueLoss,
    format: formatMeasurement,
  },
  {
    name: 'Entropy',
    means: 'How undecided the policy is, in nats. It falls as the policy becomes sure of its actions.',
    pick: ({ entropy }) => entropy,
    format: formatMeasurement,
  },
  {
    name: 'Approximate KL',
    means: 'How far an update has moved the policy from the one that gathered the data.',
    pick: ({ approximateKl }) => approximateKl,
    format: formatMeasurement,
  },
  {
    name: 'Clipped share',
    means: 'The share of samples whose probability ratio was outside the clip range.',
    pick: ({ clipRatio }) => clipRatio,
    format: formatRatio,
    fromZero: true,
  },
  {
    name: 'Explained variance',
    means: 'How much of the variation of returns the value function predicts: 1 all of it, 0 none.',
    pick: ({ explainedVariance }) => explainedVariance,
    format: formatMeasurement,
  },
  {
    name: 'Steps per second',
    means: 'Environment steps for each second of training.',
    pick: ({ stepsPerSecond }) => stepsPerSecond,
    format: (value) => formatSi(value),
    fromZero: true,
  },
  {
    name: 'Memory',
    means: "The trainer's arena and the heap of its worker. It should be a level line.",
    pick: ({ memoryBytes }) => memoryBytes,
    format: formatBytes,
    fromZero: true,
  },
]

/** Every measurement of a learning curve, in the order of an export. */
export const measurements = [
  'steps',
  'seconds',
  'episodes',
  'returnMean',
  'lengthMean',
  'policyLoss',
  'valueLoss',
  'entropy',
  'approximateKl',
  'clipRatio',
  'explainedVariance',
  'learningRate',
  'stepsPerSecond',
  'memoryBytes',
] as const satisfies readonly (keyof TrainingPoint)[]

const powers = Array.from({ length: 10 }, (_, power) =>
  [1, 2, 5].map((factor) => factor * 10 ** power),
).flat()
const spans = [
  ...[0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30],
  ...[1, 2, 5, 10, 20, 30].map((minutes) => minutes * 60),
  ...[1, 2, 4, 8, 12, 24, 48, 96, 240, 480].map((hours) => hours * 3_600),
]

/** The distances that ticks along each horizontal axis may have: round in the unit that they are told in. */
export const axisSteps: Readonly<Record<CurveAxis, readonly number[]>> = {
  steps: powers,
  seconds: spans,
  episodes: powers,
}

/** A position on the horizontal axis of a learning curve, with its unit. */
export function formatAxis(axis: CurveAxis, value: number): string {
  if (axis === 'seconds') return formatDuration(value)
  const short = trimZeros(formatSi(value))
  return axis === 'episodes' ? `${short} ep.` : short
}
