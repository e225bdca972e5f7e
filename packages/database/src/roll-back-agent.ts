import type { Id, Promotion } from '@tars/contracts'
import { type AgentLine, lockLine } from './agent-line.ts'
import { recordAudit } from './audit.ts'
import { insertApproved } from './baseline.ts'
import { type Turn, walkBaselines } from './baseline-history.ts'
import { type PromotionOutcome, refuse } from './promotion-outcome.ts'
import { readPromotion } from './promotions.ts'
import type { Sql } from './sql.ts'

/** An agent whose baseline somebody takes back. */
export interface Rollback {
  readonly agentId: Id
  /** A former baseline; default: the one before the current one. */
  readonly policyId: Id | undefined
  /** `user:<id>` or `key:<id>`. */
  readonly actor: string
  readonly reason: string | null
  readonly traceparent: string | null
}

const turnsMax = 1_000

/**
 * Makes a former baseline of an agent the baseline again; every proposal is superseded. Without a policy it is the one before the
 * current one, so that calling it again leads further back; the latest 1,000 promotions count. Call it in a transaction, and
 * publish what `announcePromotion` gives.
 *
 * Refused are the baseline itself, a policy that never was the agent's baseline, and an agent that has none to go back to.
 */
export async function rollBackAgent(sql: Sql, rollback: Rollback): Promise<PromotionOutcome> {
  const { agentId, actor, reason, traceparent } = rollback
  const line = await lockLine(sql, agentId)
  if (line === undefined) return refuse('NOT_FOUND', `There is no agent ${agentId}.`)
  const turns = await listTurns(sql, agentId)
  const policyId = rollback.policyId ?? walkBaselines(turns).at(-2)
  if (policyId === undefined)
    return refuse('STATE_CONFLICT', `${line.name} has no baseline before the current one.`)
  const target = turns.find((turn) => turn.policyId === policyId)
  if (target === undefined) return refuseStranger(line, policyId)
  if (policyId === line.baselinePolicyId)
    return refuse('STATE_CONFLICT', `${line.name} v${target.policyVersion} is the baseline already.`)
  const policy = { policyId, policyVersion: target.policyVersion, evaluationId: null }
  const id = await insertApproved(sql, line, { kind: 'rollback', ...policy, actor, reason, traceparent })
  const detail = { from: line.baselinePolicyId, to: policyId, reason }
  await recordAudit(sql, { actor, action: 'agent.rollback', subject: agentId, detail })
  return { promotion: (await readPromotion(sql, id)) as Promotion }
}

function refuseStranger({ name }: AgentLine, policyId: Id): PromotionOutcome {
  return refuse('REQUEST_INVALID', `The policy ${policyId} never was the baseline of ${name}.`)
}

/** The latest approved promotions of an agent, in the order of their approval. */
async function listTurns(sql: Sql, agentId: Id): Promise<(Turn & { policyVersion: number })[]> {
  const rows = await sql.query<Turn & { policyVersion: number }>(
    `SELECT t.kind, t.policy_id, p.version AS policy_version FROM promotions t JOIN policies p ON p.id = t.policy_id
     WHERE t.agent_id = $1 AND t.state = 'approved' ORDER BY t.decided_at DESC, t.id DESC LIMIT $2`,
    [agentId, turnsMax],
  )
  return rows.reverse()
}
