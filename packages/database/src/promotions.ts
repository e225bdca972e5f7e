import type { Id, Promotion, PromotionState } from '@tars/contracts'
import { type AgentLine, lockLine, lockLineOf } from './agent-line.ts'
import { recordAudit } from './audit.ts'
import { approveProposal } from './baseline.ts'
import { createConditions } from './conditions.ts'
import { createId } from './id.ts'
import { type PageOptions, readPage } from './page.ts'
import { describeLack, findEvidence, speaksFor } from './promotion-evidence.ts'
import { type PromotionOutcome, refuse } from './promotion-outcome.ts'
import type { Sql } from './sql.ts'

/** A policy that somebody wants to be its agent's baseline. */
export interface Proposal {
  readonly agentId: Id
  readonly policyId: Id
  /** The evaluation that speaks for it; default: the latest judged one against the current baseline. */
  readonly evaluationId?: Id
  /** `user:<id>`, `key:<id>` or the name of a service. */
  readonly proposedBy: string
  readonly reason: string | null
  readonly traceparent: string | null
}

/** A decision about a proposal. */
export interface Decision {
  readonly promotionId: Id
  /** `user:<id>`, `key:<id>` or the name of a service. */
  readonly decidedBy: string
  readonly reason: string | null
}

/**
 * Proposes a policy as its agent's baseline and records it; call it in a transaction, and publish what `announcePromotion` gives.
 *
 * Refused are the baseline itself, a policy that is proposed already, and an `evaluationId` that is not a judged evaluation of the
 * policy against the current baseline.
 */
export async function proposePromotion(sql: Sql, proposal: Proposal): Promise<PromotionOutcome> {
  const { agentId, policyId, evaluationId, proposedBy, reason } = proposal
  const found = await lockLineOf(sql, policyId)
  if (found === undefined || found.line.id !== agentId)
    return refuse('NOT_FOUND', `There is no policy ${policyId}.`)
  const { line, version } = found
  const name = `${line.name} v${version}`
  if (line.baselinePolicyId === policyId) return refuse('STATE_CONFLICT', `${name} is the baseline already.`)
  const open = await findProposal(sql, policyId)
  if (open !== undefined)
    return refuse('STATE_CONFLICT', `${name} is proposed already, by the promotion ${open}.`)
  const evidence = await findEvidence(sql, line, policyId, evaluationId)
  const judged = evidence?.verdict === null ? undefined : evidence
  if (evaluationId !== undefined && judged === undefined)
    return refuse('PROMOTION_UNPROVEN', describeLack(line, version, evidence))
  const id = createId()
  await sql.query(
    `INSERT INTO promotions
       (id, agent_id, policy_id, previous_policy_id, evaluation_id, state, reason, proposed_by, traceparent)
     VALUES ($1, $2, $3, $4, $5, 'proposed', $6, $7, $8)`,
    [
      id,
      agentId,
      policyId,
      line.baselinePolicyId,
      judged?.evaluationId ?? null,
      reason,
      proposedBy,
      proposal.traceparent,
    ],
  )
  const detail = { policy: policyId, evaluation: judged?.evaluationId ?? null, reason }
  await recordAudit(sql, { actor: proposedBy, action: 'promotion.propose', subject: id, detail })
  return { promotion: (await readPromotion(sql, id)) as Promotion }
}

/**
 * Approves a proposal: its policy becomes the baseline, and every other proposal of the agent is superseded. Call it in a
 * transaction, and publish what `announcePromotion` gives.
 *
 * Refused are a promotion that is decided already, and a policy whose latest judged evaluation against the current baseline is
 * missing, regressed, inconclusive, or not to be repeated.
 */
export async function approvePromotion(sql: Sql, decision: Decision): Promise<PromotionOutcome> {
  const opened = await openProposal(sql, decision.promotionId)
  if (opened.refused !== undefined) return opened
  const { promotion } = opened
  const line = await lockLine(sql, promotion.agentId)
  if (line === undefined) return refuse('NOT_FOUND', `There is no agent ${promotion.agent}.`)
  const evidence = await findEvidence(sql, line, promotion.policyId)
  if (!speaksFor(evidence))
    return refuse('PROMOTION_UNPROVEN', describeLack(line, promotion.policyVersion, evidence))
  await approveProposal(sql, line, { ...decision, promotion, evaluationId: evidence.evaluationId })
  const detail = { policy: promotion.policyId, evaluation: evidence.evaluationId, reason: decision.reason }
  await recordAudit(sql, {
    actor: decision.decidedBy,
    action: 'promotion.approve',
    subject: promotion.id,
    detail,
  })
  return { promotion: (await readPromotion(sql, promotion.id)) as Promotion }
}

/**
 * Whether a person has rejected a policy against the current baseline of its agent, which stays locked until the transaction ends:
 * what comes next in it knows every rejection.
 */
export async function wasRejected(sql: Sql, policyId: Id): Promise<boolean> {
  const found = await lockLineOf(sql, policyId)
  return found !== undefined && findRejection(sql, found.line, policyId)
}

async function findRejection(sql: Sql, line: AgentLine, policyId: Id): Promise<boolean> {
  const rejections = await sql.query(
    `SELECT id FROM promotions WHERE policy_id = $1 AND state = 'rejected'
       AND previous_policy_id IS NOT DISTINCT FROM $2::uuid LIMIT 1`,
    [policyId, line.baselinePolicyId],
  )
  return rejections.length > 0
}

/**
 * Approves a fresh proposal at once when its agent's approval is automatic, the evaluation that speaks for it says `improved`, and
 * nobody has rejected the policy against the same baseline; undefined when a person must decide. Call it as `approvePromotion`.
 */
export async function approveAutomatically(
  sql: Sql,
  proposed: Promotion,
  decidedBy: string,
): Promise<Promotion | undefined> {
  const line = await lockLine(sql, proposed.agentId)
  if (line?.approval !== 'automatic' || (await findRejection(sql, line, proposed.policyId))) return undefined
  const evidence = await findEvidence(sql, line, proposed.policyId)
  if (evidence?.verdict !== 'improved') return undefined
  const reason = 'Approved automatically: the verdict is improved.'
  return (await approvePromotion(sql, { promotionId: proposed.id, decidedBy, reason })).promotion
}

/** Rejects a proposal and records it; refused when it is decided already. Call it as `approvePromotion`. */
export async function rejectPromotion(sql: Sql, decision: Decision): Promise<PromotionOutcome> {
  const opened = await openProposal(sql, decision.promotionId)
  if (opened.refused !== undefined) return opened
  const { id } = opened.promotion
  const { decidedBy, reason } = decision
  await sql.query(
    `UPDATE promotions SET state = 'rejected', decided_by = $2, decision_reason = $3, decided_at = clock_timestamp()
     WHERE id = $1`,
    [id, decidedBy, reason],
  )
  await recordAudit(sql, { actor: decidedBy, action: 'promotion.reject', subject: id, detail: { reason } })
  return { promotion: (await readPromotion(sql, id)) as Promotion }
}

/** A promotion that waits for a decision, its agent locked until the transaction ends; refused when it does not wait. */
async function openProposal(sql: Sql, id: Id): Promise<PromotionOutcome> {
  const seen = await readPromotion(sql, id)
  if (seen !== undefined) await lockLine(sql, seen.agentId)
  // Read again: whoever held the lock before may have decided it.
  const promotion = seen === undefined ? undefined : await readPromotion(sql, id)
  if (promotion === undefined) return refuse('NOT_FOUND', `There is no promotion ${id}.`)
  if (promotion.state === 'proposed') return { promotion }
  const because = promotion.state === 'superseded' ? `: ${promotion.decisionReason}` : ''
  return refuse('STATE_CONFLICT', `The promotion is ${promotion.state} already${because}.`)
}

/** The open proposal of a policy; undefined when it has none. */
export async function findProposal(sql: Sql, policyId: Id): Promise<Id | undefined> {
  const [row] = await sql.query<{ id: Id }>(
    "SELECT id FROM promotions WHERE policy_id = $1 AND state = 'proposed'",
    [policyId],
  )
  return row?.id
}

/** One promotion. */
export async function readPromotion(sql: Sql, id: Id): Promise<Promotion | undefined> {
  const [promotion] = await sql.query<Promotion>(`${selectPromotions} WHERE t.id = $1`, [id])
  return promotion
}

/** Which promotions to list; all that is given must hold. */
export interface PromotionFilter {
  /** Exact name. */
  agent?: string | undefined
  policy?: Id | undefined
  state?: PromotionState | undefined
}

/** A page of promotions, newest first. */
export function listPromotions(
  sql: Sql,
  filter: PromotionFilter,
  options: PageOptions,
): Promise<Promotion[]> {
  const conditions = createConditions()
  conditions.equal('a.name', filter.agent)
  conditions.equal('t.policy_id', filter.policy)
  conditions.equal('t.state', filter.state)
  return readPage<Promotion>(sql, selectPromotions, conditions.texts, conditions.values, options)
}

const selectPromotions = `SELECT t.id, t.kind, t.agent_id, a.name AS agent, a.environment, t.policy_id,
    p.version AS policy_version, t.previous_policy_id, q.version AS previous_policy_version, t.evaluation_id, t.state,
    t.reason, t.decision_reason, t.proposed_by, t.decided_by, split_part(t.traceparent, '-', 2) AS trace_id, t.created_at,
    t.decided_at
  FROM promotions t JOIN agents a ON a.id = t.agent_id JOIN policies p ON p.id = t.policy_id
  LEFT JOIN policies q ON q.id = t.previous_policy_id`
