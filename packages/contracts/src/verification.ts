import { z } from 'zod'
import { idSchema, instantSchema } from './id.ts'

/** The states of a verification; the last two are final. */
export const verificationStateSchema = z.enum(['queued', 'running', 'completed', 'failed'])

/** The most differing episodes that a verification names. */
export const verificationDifferencesMax = 20

/** One fact of a receipt: what it says, and what was found when the evaluation was played again. */
export const receiptCheckSchema = z.object({
  name: z.enum(['policyHash', 'environmentVersion', 'seedsHash', 'returnsHash', 'baselineReturnsHash']),
  expected: z.string(),
  found: z.string(),
  matches: z.boolean(),
})

/** One fact of a receipt, compared. */
export type ReceiptCheck = z.infer<typeof receiptCheckSchema>

/** An episode that went another way when it was played again: its seed, its length, its end or its return. */
export const episodeDifferenceSchema = z.object({
  side: z.enum(['candidate', 'baseline']),
  index: z.int(),
  seed: z.int(),
  recorded: z.number(),
  replayed: z.number(),
})

/** An episode that went another way when it was played again. */
export type EpisodeDifference = z.infer<typeof episodeDifferenceSchema>

/** A verification: an evaluation's receipt, played again and compared. */
export const verificationSchema = z.object({
  id: idSchema,
  evaluationId: idSchema,
  state: verificationStateSchema,
  episodesDone: z.int().describe('of both sides together'),
  episodesTotal: z.int().describe('of both sides together'),
  matches: z.boolean().nullable().describe('whether every check matches; null until it is completed'),
  checks: z.array(receiptCheckSchema).describe('empty until it is completed'),
  differences: z.array(episodeDifferenceSchema).describe(`the first ${verificationDifferencesMax}`),
  differing: z.int().nullable().describe('how many episodes differ; null until it is completed'),
  requestedBy: z.string(),
  error: z.string().nullable(),
  traceId: z.string().nullable(),
  createdAt: instantSchema,
  startedAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
})

/** A verification: an evaluation's receipt, played again and compared. */
export type Verification = z.infer<typeof verificationSchema>
