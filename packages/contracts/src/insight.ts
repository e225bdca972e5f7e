import { z } from 'zod'
import { idSchema, instantSchema } from './id.ts'

/** What an insight is about. */
export const insightKindSchema = z.enum([
  'policy.regressed',
  'policy.improved',
  'training.failed',
  'evaluation.failed',
  'evaluation.unrepeatable',
  'verification.failed',
])

/** How much an insight matters. */
export const insightSeveritySchema = z.enum(['info', 'warning', 'critical'])

/** An insight: a finding worth a person's eye. */
export const insightSchema = z.object({
  id: idSchema,
  kind: insightKindSchema,
  severity: insightSeveritySchema,
  title: z.string(),
  detail: z.string(),
  agentId: idSchema.nullable(),
  evaluationId: idSchema.nullable(),
  trainingId: idSchema.nullable(),
  createdAt: instantSchema,
})

/** An insight: a finding worth a person's eye. */
export type Insight = z.infer<typeof insightSchema>
