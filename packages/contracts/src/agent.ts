import { z } from 'zod'
import { idSchema, instantSchema, nameSchema } from './id.ts'

/** Who lets a proposed policy become the baseline: a person with the permission `promote`, or the verdict `improved` alone. */
export const approvalSchema = z.enum(['person', 'automatic'])

/** Who lets a proposed policy become the baseline. */
export type Approval = z.infer<typeof approvalSchema>

/** An agent: a named line of policies for one environment, with the baseline that they are measured against. */
export const agentSchema = z.object({
  id: idSchema,
  name: z.string(),
  environment: z.string(),
  baselinePolicyId: idSchema.nullable(),
  baselineVersion: z.int().nullable(),
  approval: approvalSchema,
  policies: z.int().describe('how many policies the line has'),
  proposals: z.int().describe('promotions that wait for a decision'),
  createdAt: instantSchema,
})

/** An agent: a named line of policies for one environment. */
export type Agent = z.infer<typeof agentSchema>

/** The name of an agent, as a path carries it. */
export const byAgentName = z.strictObject({ name: nameSchema })

/** The most observations that one request for actions may hold. */
export const observationsMax = 256

/** Described as a number, but looked at by the list that it is in: 4,000 wrong entries are to be one problem, not as many. */
const entrySchema = z.unknown().meta({ type: 'number' }) as z.ZodType<unknown> as z.ZodType<number, number>

const observationSchema = z
  .array(entrySchema)
  .min(1)
  .max(4_096)
  .superRefine((entries, context) => {
    const at = entries.findIndex((entry) => !Number.isFinite(entry))
    if (at !== -1) context.addIssue({ code: 'custom', path: [at], message: 'must be a finite number' })
  })

/** Observations for which actions are wanted, `[batch][observation size]`. */
export const actionRequestSchema = z.strictObject({
  observations: z.array(observationSchema).min(1).max(observationsMax),
  policy: idSchema
    .optional()
    .describe('the policy that an episode began with, to end it with the same; default: the baseline'),
})

/** What a served policy does: its most probable actions, and which policy said so. */
export const actionAnswerSchema = z.object({
  agent: z.string(),
  policyId: idSchema,
  policyVersion: z.int(),
  actions: z.array(z.int()).describe('`[batch]`'),
})

/** What a served policy does. */
export type ActionAnswer = z.infer<typeof actionAnswerSchema>
