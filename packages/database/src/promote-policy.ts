import type { Id, Promotion } from '@tars/contracts'
import { type AgentLine, lockLineOf } from './agent-line.ts'
import { recordAudit } from './audit.ts'
import { approveProposal, insertApproved } from './baseline.ts'
import { describeLack, type Evidence, findEvidence, speaksFor } from './promotion-evidence.ts'
import { type PromotionOutcome, refuse } from './promotion-outcome.ts'
import { findProposal, readPromotion } from './promotions.ts'
import type { Sql } from './sql.ts'

/** A policy that somebody makes the baseline at once. */
export interface DirectPromotion {
  readonly policyId: Id
  /** `user:<id>` or `key:<id>`. */
  readonly actor: string
  readonly reason: string | null
  /** Without a verdict that speaks for it. */
  readonly force: boolean
  readonly traceparent: string | null
}

/**
 * Makes a policy its agent's baseline without a proposal, or approves the one that it has; every other proposal of the agent is
 * superseded. Call it in a transaction, and publish what `announcePromotion` gives.
 *
 * Refused are the baseline itself and, without `force`, a policy whose latest judged evaluation against the current baseline is
 * missing, regressed, inconclusive, or not to be repeated.
 */
export async function promotePolicy(sql: Sql, wanted: DirectPromotion): Promise<PromotionOutcome> {
  const { policyId, actor, reason, force } = wanted
  const found = await lockLineOf(sql, policyId)
  if (found === undefined) return refuse('NOT_FOUND', `There is no policy ${policyId}.`)
  const { line, version } = found
  if (line.baselinePolicyId === policyId)
    return refuse('STATE_CONFLICT', `${line.name} v${version} is the baseline already.`)
  const evidence = await findEvidence(sql, line, policyId)
  if (!force && !speaksFor(evidence))
    return refuse('PROMOTION_UNPROVEN', describeLack(line, version, evidence))
  const id = await decide(sql, line, wanted, { version, evidence })
  const detail = { policy: policyId, evaluation: evidence?.evaluationId ?? null, reason, force }
  await recordAudit(sql, { actor, action: 'policy.promote', subject: policyId, detail })
  return { promotion: (await readPromotion(sql, id)) as Promotion }
}

async function decide(
  sql: Sql,
  line: AgentLine,
  { policyId, actor, reason, traceparent }: DirectPromotion,
  { version, evidence }: { version: number; evidence: Evidence | undefined },
): Promise<Id> {
  const evaluationId = evidence === undefined || evidence.verdict === null ? null : evidence.evaluationId
  const id = await findProposal(sql, policyId)
  if (id === undefined) {
    const policy = { policyId, policyVersion: version, evaluationId }
    return insertApproved(sql, line, { kind: 'promotion', ...policy, actor, reason, traceparent })
  }
  const promotion = { id, policyId, policyVersion: version }
  await approveProposal(sql, line, { promotion, evaluationId, decidedBy: actor, reason })
  return id
}
