import { z } from 'zod'
import { agentSchema } from './agent.ts'
import { environmentSchema, shapeSchema } from './environment.ts'
import {
  episodeSchema,
  evaluationRequestSchema,
  evaluationSchema,
  evaluationStateSchema,
} from './evaluation.ts'
import { idSchema, instantSchema, queryInteger } from './id.ts'
import { insightSchema } from './insight.ts'
import { pageOf, pageQuery } from './page.ts'
import { policySchema, promotionSchema } from './policy.ts'
import type { Route } from './route.ts'
import { principalSchema, setupLinkSchema, setupSchema, signInSchema } from './session.ts'
import { systemStatusSchema } from './system.ts'
import {
  trainingPointSchema,
  trainingRequestSchema,
  trainingSchema,
  trainingStateSchema,
} from './training.ts'

const byId = z.strictObject({ id: idSchema })
const agentName = z.string().max(64).optional()

/** The drawing of one episode, frame by frame. */
export const replaySchema = z.object({
  evaluationId: idSchema,
  index: z.int(),
  seed: z.int(),
  environment: z.string(),
  framesPerSecond: z.number(),
  return: z.number(),
  length: z.int(),
  matches: z.boolean().describe('whether the replayed return equals the recorded one'),
  frames: z.array(z.array(shapeSchema)),
})

/** The drawing of one episode, frame by frame. */
export type Replay = z.infer<typeof replaySchema>

/** The route table: the server, the typed client, OpenAPI and the authorisation tests are all made from it. */
export const routes = {
  'setup.read': {
    method: 'GET',
    path: '/setup',
    access: 'public',
    summary: 'Whether the first administrator is still to be made',
    status: 200,
    response: z.object({ needed: z.boolean() }),
  },
  'setup.complete': {
    method: 'POST',
    path: '/setup',
    access: 'public',
    summary: 'Make the first administrator with a one-time link, or sign in again with one',
    status: 201,
    body: setupSchema,
    response: principalSchema,
  },
  'setup.link': {
    method: 'POST',
    path: '/setup-links',
    access: 'administer',
    summary: 'Make a one-time sign-in link',
    status: 201,
    response: setupLinkSchema,
  },
  'session.create': {
    method: 'POST',
    path: '/sessions',
    access: 'public',
    summary: 'Sign in',
    status: 201,
    body: signInSchema,
    response: principalSchema,
  },
  'session.read': {
    method: 'GET',
    path: '/sessions/current',
    access: 'identified',
    summary: 'Who is calling',
    status: 200,
    response: principalSchema,
  },
  'session.delete': {
    method: 'DELETE',
    path: '/sessions/current',
    access: 'identified',
    summary: 'Sign out',
    status: 204,
  },
  'live.ticket': {
    method: 'POST',
    path: '/live-tickets',
    access: 'read',
    summary: 'A single-use ticket for the live channel',
    status: 201,
    response: z.object({ ticket: z.string(), expiresAt: instantSchema }),
  },
  'environments.list': {
    method: 'GET',
    path: '/environments',
    access: 'read',
    summary: 'The environments there are',
    status: 200,
    response: z.object({ items: z.array(environmentSchema) }),
  },
  'agents.list': {
    method: 'GET',
    path: '/agents',
    access: 'read',
    summary: 'Agents, newest first',
    status: 200,
    query: z.strictObject(pageQuery),
    response: pageOf(agentSchema),
  },
  'trainings.create': {
    method: 'POST',
    path: '/trainings',
    access: 'train',
    summary: 'Train a policy',
    status: 201,
    body: trainingRequestSchema,
    response: trainingSchema,
  },
  'trainings.list': {
    method: 'GET',
    path: '/trainings',
    access: 'read',
    summary: 'Trainings, newest first',
    status: 200,
    query: z.strictObject({ ...pageQuery, agent: agentName, state: trainingStateSchema.optional() }),
    response: pageOf(trainingSchema),
  },
  'trainings.read': {
    method: 'GET',
    path: '/trainings/{id}',
    access: 'read',
    summary: 'One training',
    status: 200,
    params: byId,
    response: trainingSchema,
  },
  'trainings.points': {
    method: 'GET',
    path: '/trainings/{id}/points',
    access: 'read',
    summary: 'The learning curve of a training',
    status: 200,
    params: byId,
    response: z.object({ items: z.array(trainingPointSchema) }),
  },
  'trainings.cancel': {
    method: 'POST',
    path: '/trainings/{id}/cancel',
    access: 'train',
    summary: 'Cancel a training',
    status: 200,
    params: byId,
    response: trainingSchema,
  },
  'policies.list': {
    method: 'GET',
    path: '/policies',
    access: 'read',
    summary: 'Policies, newest first',
    status: 200,
    query: z.strictObject({ ...pageQuery, agent: agentName }),
    response: pageOf(policySchema),
  },
  'policies.read': {
    method: 'GET',
    path: '/policies/{id}',
    access: 'read',
    summary: 'One policy',
    status: 200,
    params: byId,
    response: policySchema,
  },
  'policies.file': {
    method: 'GET',
    path: '/policies/{id}/file',
    access: 'read',
    summary: 'The policy file (safetensors)',
    status: 200,
    params: byId,
    response: 'bytes',
  },
  'policies.promote': {
    method: 'POST',
    path: '/policies/{id}/promote',
    access: 'promote',
    summary: "Make a policy its agent's baseline",
    status: 201,
    params: byId,
    body: z.strictObject({ reason: z.string().trim().min(1).max(500).optional() }),
    response: promotionSchema,
  },
  'evaluations.create': {
    method: 'POST',
    path: '/evaluations',
    access: 'evaluate',
    summary: 'Evaluate a policy against the baseline',
    status: 201,
    body: evaluationRequestSchema,
    response: evaluationSchema,
  },
  'evaluations.list': {
    method: 'GET',
    path: '/evaluations',
    access: 'read',
    summary: 'Evaluations, newest first',
    status: 200,
    query: z.strictObject({ ...pageQuery, agent: agentName, state: evaluationStateSchema.optional() }),
    response: pageOf(evaluationSchema),
  },
  'evaluations.read': {
    method: 'GET',
    path: '/evaluations/{id}',
    access: 'read',
    summary: 'One evaluation',
    status: 200,
    params: byId,
    response: evaluationSchema,
  },
  'evaluations.cancel': {
    method: 'POST',
    path: '/evaluations/{id}/cancel',
    access: 'evaluate',
    summary: 'Cancel an evaluation',
    status: 200,
    params: byId,
    response: evaluationSchema,
  },
  'evaluations.episodes': {
    method: 'GET',
    path: '/evaluations/{id}/episodes',
    access: 'read',
    summary: 'The episodes of an evaluation, in order',
    status: 200,
    params: byId,
    response: z.object({ items: z.array(episodeSchema) }),
  },
  'evaluations.replay': {
    method: 'GET',
    path: '/evaluations/{id}/episodes/{index}/replay',
    access: 'read',
    summary: 'One episode, played again from its seed and drawn frame by frame',
    status: 200,
    params: z.strictObject({ id: idSchema, index: queryInteger(0, 9_999) }),
    response: replaySchema,
  },
  'insights.list': {
    method: 'GET',
    path: '/insights',
    access: 'read',
    summary: 'Insights, newest first',
    status: 200,
    query: z.strictObject(pageQuery),
    response: pageOf(insightSchema),
  },
  'system.read': {
    method: 'GET',
    path: '/system',
    access: 'read',
    summary: 'Services, database and migrations at a glance',
    status: 200,
    response: systemStatusSchema,
  },
} as const satisfies Record<string, Route>

/** The name of a route, `resource.verb`. */
export type Operation = keyof typeof routes
