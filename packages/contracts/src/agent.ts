import { z } from 'zod'
import { idSchema, instantSchema } from './id.ts'

/** An agent: a named line of policies for one environment, with the baseline that they are measured against. */
export const agentSchema = z.object({
  id: idSchema,
  name: z.string(),
  environment: z.string(),
  baselinePolicyId: idSchema.nullable(),
  policies: z.int().describe('how many policies the line has'),
  createdAt: instantSchema,
})

/** An agent: a named line of policies for one environment. */
export type Agent = z.infer<typeof agentSchema>
