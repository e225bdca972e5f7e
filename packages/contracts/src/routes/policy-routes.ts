import { z } from 'zod'
import {
  actionAnswerSchema,
  actionRequestSchema,
  agentSchema,
  approvalSchema,
  byAgentName,
} from '../agent.ts'
import { idSchema, queryBoolean } from '../id.ts'
import { byId, listFilter, pageOf, pageQuery } from '../page.ts'
import { policySchema } from '../policy.ts'
import { promotionReasonSchema, promotionSchema, promotionStateSchema } from '../promotion.ts'
import type { Route } from '../route.ts'

/** Routes of agents, their policies, and promotions. */
export const policyRoutes = {
  'agents.list': {
    method: 'GET',
    path: '/agents',
    access: 'read',
    summary: 'Agents, newest first',
    status: 200,
    query: z.strictObject({ ...pageQuery, environment: listFilter.environment, search: listFilter.search }),
    response: pageOf(agentSchema),
  },
  'agents.read': {
    method: 'GET',
    path: '/agents/{name}',
    access: 'read',
    summary: 'One agent',
    status: 200,
    params: byAgentName,
    response: agentSchema,
  },
  'agents.configure': {
    method: 'POST',
    path: '/agents/{name}/settings',
    access: 'promote',
    summary: 'Choose who approves the promotions of an agent',
    status: 200,
    params: byAgentName,
    body: z.strictObject({ approval: approvalSchema }),
    response: agentSchema,
  },
  'agents.rollback': {
    method: 'POST',
    path: '/agents/{name}/rollback',
    access: 'promote',
    summary: 'Make an older baseline the baseline again',
    status: 201,
    params: byAgentName,
    body: z.strictObject({
      policy: idSchema.optional().describe('a former baseline; default: the one before'),
      reason: promotionReasonSchema.optional(),
    }),
    response: promotionSchema,
  },
  'agents.act': {
    method: 'POST',
    path: '/agents/{name}/actions',
    access: 'evaluate',
    summary: 'Ask the baseline of an agent what to do',
    status: 200,
    params: byAgentName,
    body: actionRequestSchema,
    response: actionAnswerSchema,
  },
  'policies.list': {
    method: 'GET',
    path: '/policies',
    access: 'read',
    summary: 'Policies, newest first',
    status: 200,
    query: z.strictObject({
      ...pageQuery,
      ...listFilter,
      baseline: queryBoolean.optional().describe('only baselines, or all others'),
    }),
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
    body: z
      .strictObject({
        reason: promotionReasonSchema.optional(),
        force: z.boolean().default(false).describe('without a verdict that speaks for it; needs a reason'),
      })
      .refine(({ force, reason }) => !force || reason !== undefined, {
        path: ['reason'],
        message: 'must be given with force',
      }),
    response: promotionSchema,
  },
  'promotions.list': {
    method: 'GET',
    path: '/promotions',
    access: 'read',
    summary: 'Promotions, newest first',
    status: 200,
    query: z.strictObject({
      ...pageQuery,
      agent: listFilter.agent,
      policy: idSchema.optional(),
      state: promotionStateSchema.optional(),
    }),
    response: pageOf(promotionSchema),
  },
  'promotions.create': {
    method: 'POST',
    path: '/promotions',
    access: 'evaluate',
    summary: 'Propose a policy as the baseline of its agent',
    status: 201,
    body: z.strictObject({ policy: idSchema, reason: promotionReasonSchema.optional() }),
    response: promotionSchema,
  },
  'promotions.read': {
    method: 'GET',
    path: '/promotions/{id}',
    access: 'read',
    summary: 'One promotion',
    status: 200,
    params: byId,
    response: promotionSchema,
  },
  'promotions.approve': {
    method: 'POST',
    path: '/promotions/{id}/approve',
    access: 'promote',
    summary: 'Approve a promotion: its policy becomes the baseline',
    status: 200,
    params: byId,
    body: z.strictObject({ reason: promotionReasonSchema.optional() }),
    response: promotionSchema,
  },
  'promotions.reject': {
    method: 'POST',
    path: '/promotions/{id}/reject',
    access: 'promote',
    summary: 'Reject a promotion',
    status: 200,
    params: byId,
    body: z.strictObject({ reason: promotionReasonSchema }),
    response: promotionSchema,
  },
} as const satisfies Record<string, Route>
