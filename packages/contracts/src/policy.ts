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
