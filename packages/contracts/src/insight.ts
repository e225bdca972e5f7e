import { z } from 'zod'
import { idSchema, instantSchema } from './id.ts'

/** An insight: a finding worth a person's eye. */
export const insightSchema = z.object({
  id: idSchema,
  kind: z.enum(['policy.regressed', 'policy.improved', 'training.failed', 'evaluation.failed']),
  severity: z.enum(['info', 'warning', 'critical']),
  title: z.string(),
  detail: z.string(),
  agentId: idSchema.nullable(),
  evaluationId: idSchema.nullable(),
  trainingId: idSchema.nullable(),
  createdAt: instantSchema,
})

/** An insight: a finding worth a person's eye. */
export type Insight = z.infer<typeof insightSchema>
