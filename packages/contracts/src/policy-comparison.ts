import { z } from 'zod'
import { actionModeSchema, scoreSchema, verdictSchema } from './evaluation.ts'
import { idSchema, idsQuery, queryInteger, seedSchema } from './id.ts'

/** The most policies that one comparison can hold. */
export const comparedPoliciesMax = 8

/** Which policies to compare, and on which suite: their latest judged evaluations of that suite are used. */
export const policyComparisonQuery = z.strictObject({
  policies: idsQuery(comparedPoliciesMax),
  episodes: queryInteger(1, 10_000).optional().describe('of the suite, default 100'),
  seed: queryInteger(0, 9_999_999_999).optional().describe('of the suite, default 0'),
  mode: actionModeSchema.optional().describe('default deterministic'),
})

const interval = z.tuple([z.number(), z.number()])

/** One policy of a comparison on one suite; null where it has not been evaluated on it. */
export const comparedPolicySchema = z.object({
  policyId: idSchema,
  agent: z.string(),
  version: z.int(),
  isBaseline: z.boolean(),
  evaluationId: idSchema.nullable(),
  score: scoreSchema.nullable(),
  iqmInterval95: interval.nullable().describe('bootstrap percentile interval; null below six episodes'),
  profile: z
    .array(z.number())
    .nullable()
    .describe('share of episodes that return more than each threshold, `[thresholds]`'),
})

/** One policy of a comparison on one suite. */
export type ComparedPolicy = z.infer<typeof comparedPolicySchema>

/** Two policies of a comparison, paired over the same episode seeds. Differences are first − second. */
export const comparedPairSchema = z.object({
  firstPolicyId: idSchema,
  secondPolicyId: idSchema,
  difference: z.number(),
  interval95: interval.nullable(),
  probabilityOfImprovement: z
    .number()
    .describe('that the first returns more than the second; ties count half'),
  verdict: verdictSchema,
  sentence: z.string(),
})

/** Two policies of a comparison, paired over the same episode seeds. */
export type ComparedPair = z.infer<typeof comparedPairSchema>

/** Policies side by side, environment by environment, and how their trainings differ. */
export const policyComparisonSchema = z.object({
  suite: z.object({ episodes: z.int(), seed: seedSchema, mode: actionModeSchema }),
  environments: z.array(
    z.object({
      environment: z.string(),
      solvedAt: z.number().nullable(),
      thresholds: z.array(z.number()).describe('returns at which the profiles are taken, rising'),
      policies: z.array(comparedPolicySchema),
      pairs: z.array(comparedPairSchema),
    }),
  ),
  configuration: z
    .array(z.object({ name: z.string(), values: z.record(idSchema, z.unknown()) }))
    .describe('hyper-parameters, seeds and steps that differ, by policy id'),
})

/** Policies side by side. */
export type PolicyComparison = z.infer<typeof policyComparisonSchema>
