import { z } from 'zod'
import { idSchema, idsQuery, instantSchema, nameSchema, seedSchema } from './id.ts'

const schedule = z.enum(['constant', 'linear'])

/** Every hyper-parameter of PPO with its bounds; an unknown or out-of-range one is refused by name. */
export const ppoConfigurationSchema = z.strictObject({
  learningRate: z.number().min(1e-6).max(0.1),
  learningRateSchedule: schedule,
  gamma: z.number().min(0.9).max(0.9999).describe('discount'),
  gaeLambda: z.number().min(0.8).max(0.999),
  clipRange: z.number().min(0.05).max(0.5),
  clipRangeSchedule: schedule,
  valueClipRange: z.number().min(0.05).max(0.5).nullable(),
  entropyCoefficient: z.number().min(0).max(0.5),
  valueCoefficient: z.number().min(0.01).max(10),
  maxGradientNorm: z.number().min(0.01).max(100),
  epochs: z.int().min(1).max(100),
  batchSize: z.int().min(8).max(2048),
  rolloutSteps: z.int().min(1).max(10_000).describe('steps of each environment between two updates'),
  environments: z.int().min(1).max(256).describe('environments stepped side by side'),
  targetKl: z.number().min(0.001).max(1).nullable(),
  hiddenSizes: z.array(z.int().min(16).max(1024)).min(1).max(3),
  normalizeAdvantage: z.boolean(),
})

/** Every hyper-parameter of PPO. */
export type PpoConfiguration = z.infer<typeof ppoConfigurationSchema>

/** The most environment steps that one training may ask for. */
export const trainingStepsMax = 1_000_000_000

/** A request to train: what is left out comes from the preset, what the preset leaves out from the defaults. */
export const trainingRequestSchema = z.strictObject({
  environment: z.string().min(1).max(100),
  algorithm: z.literal('ppo').default('ppo'),
  agent: nameSchema.optional().describe('default: the algorithm and the environment, in lower case'),
  preset: nameSchema.optional().describe("default: the environment's own"),
  seed: seedSchema.default(0),
  steps: z.int().min(1).max(trainingStepsMax).optional().describe('default: of the preset'),
  configuration: ppoConfigurationSchema.partial().optional().describe('overrides of the preset'),
  evaluate: z
    .int()
    .min(1)
    .max(10_000)
    .optional()
    .describe('evaluate the policy at once, over so many episodes'),
})

/** A request to train a policy, checked and with defaults filled in. */
export type TrainingRequest = z.infer<typeof trainingRequestSchema>

/** The states a training can be in; the last three are final. */
export const trainingStateSchema = z.enum(['queued', 'running', 'completed', 'failed', 'cancelled'])

/** The states a training can be in. */
export type TrainingState = z.infer<typeof trainingStateSchema>

/** One point of a learning curve. Losses are means over the update's minibatches; null where nothing was measured. */
export const trainingPointSchema = z.object({
  steps: z.int(),
  seconds: z.number().describe('training time since the first step, without pauses'),
  episodes: z.int().describe('episodes finished so far'),
  returnMean: z.number().nullable().describe('mean return of the last 100 finished episodes'),
  lengthMean: z.number().nullable(),
  policyLoss: z.number(),
  valueLoss: z.number(),
  entropy: z.number().describe('nats'),
  approximateKl: z.number(),
  clipRatio: z.number().describe('0–1'),
  explainedVariance: z.number().nullable(),
  learningRate: z.number(),
  stepsPerSecond: z.number(),
  memoryBytes: z.int().describe("the trainer's arena and its worker's heap"),
})

/** One point of a learning curve. */
export type TrainingPoint = z.infer<typeof trainingPointSchema>

/** A training: what was asked, how far it is, and what came of it. */
export const trainingSchema = z.object({
  id: idSchema,
  agentId: idSchema,
  agent: z.string(),
  environment: z.string(),
  algorithm: z.string(),
  preset: z.string().nullable(),
  seed: seedSchema,
  steps: z.int(),
  configuration: ppoConfigurationSchema,
  state: trainingStateSchema,
  progress: trainingPointSchema.nullable().describe('the latest point of the learning curve'),
  attempts: z.int().describe('how often it was claimed since its latest checkpoint'),
  policyId: idSchema.nullable(),
  evaluationId: idSchema.nullable().describe('the evaluation that was asked for with the training'),
  error: z.string().nullable(),
  traceId: z.string().nullable(),
  createdAt: instantSchema,
  startedAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
})

/** A training: what was asked, how far it is, and what came of it. */
export type Training = z.infer<typeof trainingSchema>

/** The most trainings whose curves one request may ask for. */
export const curvesMax = 50

/** Of which trainings to read the curves. */
export const curvesQuery = z.strictObject({ trainings: idsQuery(curvesMax) })

/** The most values that a thinned learning curve holds. */
export const curvePointsMax = 48

/** A learning curve small enough for the row of a table: thinned mean returns in order, and what was reached. */
export const curveSchema = z.object({
  trainingId: idSchema,
  returns: z
    .array(z.number())
    .describe(`at most ${curvePointsMax}, evenly spaced; empty while no episode has ended`),
  last: z.number().nullable().describe('mean return of the last 100 episodes at the end of the curve'),
  min: z.number().nullable(),
  max: z.number().nullable().describe('the best mean return on the way'),
})

/** A learning curve small enough for the row of a table. */
export type Curve = z.infer<typeof curveSchema>
