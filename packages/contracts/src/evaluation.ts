import { z } from 'zod'
import { idSchema, instantSchema, seedSchema } from './id.ts'

/** The most episodes that one evaluation may ask for. */
export const evaluationEpisodesMax = 10_000

/** How a policy chooses: its most probable action, or one drawn from its distribution with a seeded stream. */
export const actionModeSchema = z.enum(['deterministic', 'stochastic'])

/** How a policy chooses its actions. */
export type ActionMode = z.infer<typeof actionModeSchema>

/** A request to evaluate a policy. */
export const evaluationRequestSchema = z.strictObject({
  policy: idSchema,
  environment: z.string().min(1).max(100).optional().describe("default and only choice: the policy's own"),
  episodes: z.int().min(1).max(evaluationEpisodesMax).default(100),
  seed: seedSchema
    .default(0)
    .describe('suite seed: episode i is reset with SeedSequence(seed).generate_state(n)[i]'),
  mode: actionModeSchema.default('deterministic'),
  baseline: idSchema.optional().describe("a policy to compare with; default: the agent's baseline"),
})

/** A request to evaluate a policy, checked and with defaults filled in. */
export type EvaluationRequest = z.infer<typeof evaluationRequestSchema>

/** The states an evaluation can be in: judged, failed and cancelled are final. */
export const evaluationStateSchema = z.enum(['queued', 'running', 'scored', 'judged', 'failed', 'cancelled'])

/** The states an evaluation can be in. */
export type EvaluationState = z.infer<typeof evaluationStateSchema>

/** What the comparison with the baseline says. */
export const verdictSchema = z.enum(['improved', 'equivalent', 'regressed', 'inconclusive'])

/** What the comparison with the baseline says. */
export type Verdict = z.infer<typeof verdictSchema>

const interval = z.tuple([z.number(), z.number()])

/** The score of a policy: what its episodes returned. */
export const scoreSchema = z.object({
  mean: z.number(),
  std: z.number().nullable().describe('ddof 1; null for a single episode'),
  iqm: z.number().describe('interquartile mean'),
  median: z.number(),
  min: z.number(),
  max: z.number(),
  interval95: interval
    .nullable()
    .describe('bootstrap percentile interval of the mean; null below six episodes'),
  successRatio: z
    .number()
    .nullable()
    .describe('share of episodes at or above the solved mark; null without one'),
  successInterval95: interval.nullable().describe('Wilson interval'),
  lengthMean: z.number(),
  returnsHash: z.string().describe('SHA-256 of the returns in order, as little-endian float64'),
})

/** The score of a policy. */
export type Score = z.infer<typeof scoreSchema>

/** With what a policy is compared: a policy, or playing at random where an agent has no other baseline. */
export const opponentSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('policy'), policyId: idSchema, agent: z.string(), version: z.int() }),
  z.object({ kind: z.literal('random') }),
])

/** With what a policy is compared. */
export type Opponent = z.infer<typeof opponentSchema>

/** The paired comparison with the baseline over the same episode seeds. Differences are candidate − baseline. */
export const comparisonSchema = z.object({
  baseline: opponentSchema,
  baselineScore: scoreSchema,
  difference: z.number(),
  interval95: interval.nullable().describe('interval of the mean difference; null below six episodes'),
  margin: z.number().describe('non-inferiority margin, in units of return'),
  marginRatio: z.number(),
  episodes: z.int(),
  wins: z.int(),
  ties: z.int(),
  losses: z.int(),
  probabilityOfImprovement: z.number(),
  sentence: z.string().describe('the verdict in words'),
})

/** The paired comparison with the baseline. */
export type Comparison = z.infer<typeof comparisonSchema>

/** What makes an evaluation repeatable by anyone. */
export const receiptSchema = z.object({
  policyHash: z.string(),
  environment: z.string(),
  environmentVersion: z.string(),
  suiteSeed: seedSchema,
  episodes: z.int(),
  mode: actionModeSchema,
  seedsHash: z.string(),
  returnsHash: z.string(),
})

/** What makes an evaluation repeatable by anyone. */
export type Receipt = z.infer<typeof receiptSchema>

/** An evaluation: a policy played for many episodes, its score and its verdict against the baseline. */
export const evaluationSchema = z.object({
  id: idSchema,
  policyId: idSchema,
  policyVersion: z.int(),
  agentId: idSchema,
  agent: z.string(),
  environment: z.string(),
  episodes: z.int(),
  seed: seedSchema,
  mode: actionModeSchema,
  state: evaluationStateSchema,
  episodesDone: z.int().describe('of the candidate and of the baseline together'),
  episodesTotal: z.int().describe('of the candidate and of the baseline together'),
  baseline: opponentSchema,
  score: scoreSchema.nullable(),
  verdict: verdictSchema.nullable(),
  comparison: comparisonSchema.nullable(),
  receipt: receiptSchema.nullable(),
  error: z.string().nullable(),
  traceId: z.string().nullable(),
  createdAt: instantSchema,
  startedAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
})

/** An evaluation: a policy played for many episodes, its score and its verdict. */
export type Evaluation = z.infer<typeof evaluationSchema>

/** One episode of an evaluation with the baseline's return on the same seed (null while it is not played). */
export const episodeSchema = z.object({
  index: z.int(),
  seed: z.int().describe('uint32, the reset seed'),
  return: z.number(),
  length: z.int(),
  terminated: z.boolean(),
  truncated: z.boolean(),
  baselineReturn: z.number().nullable(),
})

/** One episode of an evaluation. */
export type Episode = z.infer<typeof episodeSchema>
