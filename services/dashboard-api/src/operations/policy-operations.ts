import { actForAgent } from '../routes/act-for-agent.ts'
import { approvePromotion } from '../routes/approve-promotion.ts'
import { configureAgent } from '../routes/configure-agent.ts'
import { createPromotion } from '../routes/create-promotion.ts'
import { listAgents } from '../routes/list-agents.ts'
import { listPolicies } from '../routes/list-policies.ts'
import { listPromotions } from '../routes/list-promotions.ts'
import { promotePolicy } from '../routes/promote-policy.ts'
import { readAgent } from '../routes/read-agent.ts'
import { readPolicy } from '../routes/read-policy.ts'
import { readPolicyFile } from '../routes/read-policy-file.ts'
import { readPromotion } from '../routes/read-promotion.ts'
import { rejectPromotion } from '../routes/reject-promotion.ts'
import { rollBackAgent } from '../routes/roll-back-agent.ts'
import type { OperationsOf } from './operations-of.ts'

/** What the operations of agents, their policies and promotions use. */
export type PolicyUses = Parameters<typeof promotePolicy>[0] &
  Parameters<typeof listPolicies>[0] &
  Parameters<typeof actForAgent>[0]

/** The operations of agents, their policies and promotions. */
export function createPolicyOperations(uses: PolicyUses): OperationsOf<'agents' | 'policies' | 'promotions'> {
  return {
    'agents.list': (call) => listAgents(uses, call),
    'agents.read': (call) => readAgent(uses, call),
    'agents.configure': (call) => configureAgent(uses, call),
    'agents.rollback': (call) => rollBackAgent(uses, call),
    'agents.act': (call) => actForAgent(uses, call),
    'policies.list': (call) => listPolicies(uses, call),
    'policies.read': (call) => readPolicy(uses, call),
    'policies.file': (call) => readPolicyFile(uses, call),
    'policies.promote': (call) => promotePolicy(uses, call),
    'promotions.list': (call) => listPromotions(uses, call),
    'promotions.create': (call) => createPromotion(uses, call),
    'promotions.read': (call) => readPromotion(uses, call),
    'promotions.approve': (call) => approvePromotion(uses, call),
    'promotions.reject': (call) => rejectPromotion(uses, call),
  }
}
