import { z } from 'zod'
import { idSchema, instantSchema } from './id.ts'

/** A policy: an immutable trained version of an agent. */
export const policySchema = z.object({
  id: idSchema,
  agentId: idSchema,
  agent: z.string(),
  version: z.int().describe('1, 2, 3 … within the agent'),
  environment: z.string(),
  algorithm: z.string(),
  trainingId: idSchema.nullable(),
  steps: z.int(),
  returnMean: z.number().nullable().describe('mean return of the last 100 episodes of its training'),
  weightHash: z.string().describe('SHA-256 of the weights, lower-case hexadecimal'),
  bytes: z.int().describe('size of the policy file'),
  isBaseline: z.boolean(),
  createdAt: instantSchema,
})

/** A policy: an immutable trained version of an agent. */
export type Policy = z.infer<typeof policySchema>

/** The record of a policy becoming its agent's baseline. */
export const promotionSchema = z.object({
  id: idSchema,
  agentId: idSchema,
  policyId: idSchema,
  previousPolicyId: idSchema.nullable(),
  state: z.enum(['proposed', 'approved', 'rejected']),
  reason: z.string().nullable(),
  proposedBy: z.string(),
  decidedBy: z.string().nullable(),
  createdAt: instantSchema,
  decidedAt: instantSchema.nullable(),
})

/** The record of a policy becoming its agent's baseline. */
export type Promotion = z.infer<typeof promotionSchema>
