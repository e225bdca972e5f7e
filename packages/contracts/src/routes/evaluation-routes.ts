import { z } from 'zod'
import {
  episodeSchema,
  evaluationRequestSchema,
  evaluationSchema,
  evaluationStateSchema,
  verdictSchema,
} from '../evaluation.ts'
import { idSchema, queryInteger } from '../id.ts'
import { insightKindSchema, insightSchema, insightSeveritySchema } from '../insight.ts'
import { byId, listFilter, pageOf, pageQuery } from '../page.ts'
import { policyComparisonQuery, policyComparisonSchema } from '../policy-comparison.ts'
import { replaySchema } from '../replay.ts'
import type { Route } from '../route.ts'
import { verificationSchema } from '../verification.ts'

/** Routes of evaluations, what repeats and compares them, and insights. */
export const evaluationRoutes = {
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
    query: z.strictObject({
      ...pageQuery,
      ...listFilter,
      policy: idSchema.optional().describe('as candidate'),
      state: evaluationStateSchema.optional(),
      verdict: verdictSchema.optional(),
    }),
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
  'evaluations.resume': {
    method: 'POST',
    path: '/evaluations/{id}/resume',
    access: 'evaluate',
    summary: 'Go on with an evaluation that was cancelled or has failed; what was played is kept',
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
  'evaluations.verify': {
    method: 'POST',
    path: '/evaluations/{id}/verifications',
    access: 'evaluate',
    summary: 'Play a judged evaluation again and compare it with its receipt',
    status: 201,
    params: byId,
    response: verificationSchema,
  },
  'verifications.list': {
    method: 'GET',
    path: '/evaluations/{id}/verifications',
    access: 'read',
    summary: 'Verifications of an evaluation, newest first',
    status: 200,
    params: byId,
    query: z.strictObject(pageQuery),
    response: pageOf(verificationSchema),
  },
  'verifications.read': {
    method: 'GET',
    path: '/verifications/{id}',
    access: 'read',
    summary: 'One verification',
    status: 200,
    params: byId,
    response: verificationSchema,
  },
  'comparisons.read': {
    method: 'GET',
    path: '/comparisons',
    access: 'read',
    summary: 'Policies side by side, from their latest evaluations of one suite',
    status: 200,
    query: policyComparisonQuery,
    response: policyComparisonSchema,
  },
  'insights.list': {
    method: 'GET',
    path: '/insights',
    access: 'read',
    summary: 'Insights, newest first',
    status: 200,
    query: z.strictObject({
      ...pageQuery,
      agent: listFilter.agent,
      kind: insightKindSchema.optional(),
      severity: insightSeveritySchema.optional(),
    }),
    response: pageOf(insightSchema),
  },
} as const satisfies Record<string, Route>
