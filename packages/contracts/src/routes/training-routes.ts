import { z } from 'zod'
import { environmentSchema, previewSchema } from '../environment.ts'
import { queryInteger } from '../id.ts'
import { byId, listFilter, pageOf, pageQuery } from '../page.ts'
import type { Route } from '../route.ts'
import {
  curveSchema,
  curvesQuery,
  trainingPointSchema,
  trainingRequestSchema,
  trainingSchema,
  trainingStateSchema,
} from '../training.ts'

/** Routes of environments and trainings. */
export const trainingRoutes = {
  'environments.list': {
    method: 'GET',
    path: '/environments',
    access: 'read',
    summary: 'The environments there are',
    status: 200,
    response: z.object({ items: z.array(environmentSchema) }),
  },
  'environments.preview': {
    method: 'GET',
    path: '/environments/{id}/preview',
    access: 'read',
    summary: 'An episode of playing at random, drawn frame by frame',
    status: 200,
    params: z.strictObject({ id: z.string().min(1).max(100) }),
    query: z.strictObject({ seed: queryInteger(0, 9_999_999_999).optional().describe('default 0') }),
    response: previewSchema,
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
    query: z.strictObject({ ...pageQuery, ...listFilter, state: trainingStateSchema.optional() }),
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
  'trainings.curves': {
    method: 'GET',
    path: '/training-curves',
    access: 'read',
    summary: 'Thinned learning curves of several trainings, for tables',
    status: 200,
    query: curvesQuery,
    response: z.object({ items: z.array(curveSchema) }),
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
  'trainings.resume': {
    method: 'POST',
    path: '/trainings/{id}/resume',
    access: 'train',
    summary: 'Go on with a training that was cancelled or has failed, from its latest checkpoint',
    status: 200,
    params: byId,
    response: trainingSchema,
  },
} as const satisfies Record<string, Route>
