import { z } from 'zod'
import { idSchema, instantSchema } from './id.ts'

/** The states of a promotion; all but the first are final. Superseded: another policy became the baseline before the decision. */
export const promotionStateSchema = z.enum(['proposed', 'approved', 'rejected', 'superseded'])

/** The states of a promotion. */
export type PromotionState = z.infer<typeof promotionStateSchema>

/** The record of a policy becoming its agent's baseline, or being proposed for it. */
export const promotionSchema = z.object({
  id: idSchema,
  kind: z.enum(['promotion', 'rollback']).describe('rollback: an older baseline is the baseline again'),
  agentId: idSchema,
  agent: z.string(),
  environment: z.string(),
  policyId: idSchema,
  policyVersion: z.int(),
  previousPolicyId: idSchema
    .nullable()
    .describe('the baseline when it was decided, or, while proposed, when it was proposed'),
  previousPolicyVersion: z.int().nullable(),
  evaluationId: idSchema.nullable().describe('the evaluation that speaks for it'),
  state: promotionStateSchema,
  reason: z.string().nullable(),
  decisionReason: z.string().nullable(),
  proposedBy: z.string().describe('`user:<id>`, `key:<id>` or the name of a service'),
  decidedBy: z.string().nullable(),
  traceId: z.string().nullable(),
  createdAt: instantSchema,
  decidedAt: instantSchema.nullable(),
})

/** The record of a policy becoming its agent's baseline, or being proposed for it. */
export type Promotion = z.infer<typeof promotionSchema>

/** Why somebody proposes, approves, rejects, promotes or rolls back. */
export const promotionReasonSchema = z.string().trim().min(1).max(500)
