import { z } from 'zod'
import { approvalSchema } from './agent.ts'
import { verdictSchema } from './evaluation.ts'
import { idPattern, idSchema } from './id.ts'
import { trainingPointSchema } from './training.ts'

const training = { training: idSchema, agent: z.string(), environment: z.string() }
const evaluation = { evaluation: idSchema, policy: idSchema, agent: z.string(), environment: z.string() }
const verification = { ...evaluation, verification: idSchema }
const promotion = { promotion: idSchema, policy: idSchema, agent: z.string() }

/** Every kind of event with the shape of its data; kinds are in the past tense. */
export const eventSchemas = {
  'training.requested': z.object({ ...training, steps: z.int() }),
  'training.started': z.object({ ...training, attempt: z.int() }),
  'training.progressed': z.object({ ...training, points: z.array(trainingPointSchema) }),
  'training.completed': z.object({ ...training, policy: idSchema, evaluation: idSchema.nullable() }),
  'training.failed': z.object({ ...training, error: z.string() }),
  'training.cancelled': z.object({ ...training }),
  'training.resumed': z.object({ ...training }),
  'policy.promoted': z.object({ policy: idSchema, agent: z.string(), previousPolicy: idSchema.nullable() }),
  'promotion.proposed': z.object({ ...promotion, evidence: idSchema.nullable() }),
  'promotion.rejected': z.object({ ...promotion }),
  'agent.configured': z.object({ agent: z.string(), approval: approvalSchema }),
  'evaluation.requested': z.object({ ...evaluation, episodes: z.int() }),
  'evaluation.progressed': z.object({ ...evaluation, episodesDone: z.int(), episodesTotal: z.int() }),
  'evaluation.scored': z.object({ ...evaluation, mean: z.number() }),
  'evaluation.judged': z.object({ ...evaluation, verdict: verdictSchema, sentence: z.string() }),
  'evaluation.failed': z.object({ ...evaluation, error: z.string() }),
  'evaluation.cancelled': z.object({ ...evaluation }),
  'evaluation.resumed': z.object({ ...evaluation }),
  'verification.requested': z.object({ ...verification }),
  'verification.progressed': z.object({ ...verification, episodesDone: z.int(), episodesTotal: z.int() }),
  'verification.completed': z.object({ ...verification, matches: z.boolean(), differing: z.int() }),
  'verification.failed': z.object({ ...verification, error: z.string() }),
  'insight.raised': z.object({ insight: idSchema, severity: z.string(), title: z.string() }),
} as const

/** The kind of an event. */
export type EventKind = keyof typeof eventSchemas

/** The data of an event of one kind. */
export type EventData<Kind extends EventKind> = z.infer<(typeof eventSchemas)[Kind]>

/** An event: something that has happened, with its data. */
export type TarsEvent = { [Kind in EventKind]: { kind: Kind; data: EventData<Kind> } }[EventKind]

/** The channels anyone with the permission `read` may subscribe to: four lists, and one per training or evaluation. */
export const channelSchema = z
  .string()
  .regex(new RegExp(`^(trainings|evaluations|policies|insights|(training|evaluation):${idPattern})$`))

/** The channels on which an event appears: the list that it belongs to and the thing itself. */
export function channelsOf(event: TarsEvent): string[] {
  if (event.kind.startsWith('insight.')) return ['insights']
  if ('training' in event.data) return ['trainings', `training:${event.data.training}`]
  if ('evaluation' in event.data) return ['evaluations', `evaluation:${event.data.evaluation}`]
  return ['policies']
}
