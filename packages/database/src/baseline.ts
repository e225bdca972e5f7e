import type { Id, Promotion } from '@tars/contracts'
import type { AgentLine } from './agent-line.ts'
import { createId } from './id.ts'
import type { Sql } from './sql.ts'

/** The policy that an agent is measured against; undefined while it has none. */
export async function readBaseline(sql: Sql, agentId: Id): Promise<Id | undefined> {
  const [row] = await sql.query<{ policyId: Id }>('SELECT policy_id FROM baselines WHERE agent_id = $1', [
    agentId,
  ])
  return row?.policyId
}

/** An approval, whatever its policy was measured by. */
interface Approval {
  readonly promotion: Pick<Promotion, 'id' | 'policyId' | 'policyVersion'>
  readonly evaluationId: Id | null
  readonly decidedBy: string
  readonly reason: string | null
}

/** Approves a proposal of an agent that is locked: its policy becomes the baseline, other proposals are superseded. */
export async function approveProposal(sql: Sql, line: AgentLine, approval: Approval): Promise<void> {
  const { promotion, evaluationId, decidedBy, reason } = approval
  // The clock, not the time of the transaction's begin: the history is in the order in which the agent was locked.
  await sql.query(
    `UPDATE promotions SET state = 'approved', previous_policy_id = $2, evaluation_id = $3, decided_by = $4,
       decision_reason = $5, decided_at = clock_timestamp() WHERE id = $1`,
    [promotion.id, line.baselinePolicyId, evaluationId, decidedBy, reason],
  )
  await setBaseline(sql, line, promotion, decidedBy)
}

/** A promotion that is proposed and approved at once. */
export interface DecidedPromotion {
  readonly kind: Promotion['kind']
  readonly policyId: Id
  readonly policyVersion: number
  readonly evaluationId: Id | null
  readonly actor: string
  readonly reason: string | null
  readonly traceparent: string | null
}

/** Records a promotion that needs no proposal and makes its policy the baseline of an agent that is locked; gives its id. */
export async function insertApproved(sql: Sql, line: AgentLine, decided: DecidedPromotion): Promise<Id> {
  const id = createId()
  await sql.query(
    `INSERT INTO promotions (id, kind, agent_id, policy_id, previous_policy_id, evaluation_id, state, reason,
       decision_reason, proposed_by, decided_by, traceparent, decided_at)
     VALUES ($1, $2, $3, $4, $5, $6, 'approved', $7, $7, $8, $8, $9, clock_timestamp())`,
    [
      id,
      decided.kind,
      line.id,
      decided.policyId,
      line.baselinePolicyId,
      decided.evaluationId,
      decided.reason,
      decided.actor,
      decided.traceparent,
    ],
  )
  await setBaseline(sql, line, { id, ...decided }, decided.actor)
  return id
}

async function setBaseline(
  sql: Sql,
  line: AgentLine,
  { id, policyId, policyVersion }: Pick<Promotion, 'id' | 'policyId' | 'policyVersion'>,
  decidedBy: string,
): Promise<void> {
  await sql.query(
    `INSERT INTO baselines (agent_id, policy_id, promotion_id) VALUES ($1, $2, $3)
     ON CONFLICT (agent_id) DO UPDATE SET policy_id = excluded.policy_id, promotion_id = excluded.promotion_id`,
    [line.id, policyId, id],
  )
  await sql.query(
    `UPDATE promotions SET state = 'superseded', decided_by = $2, decision_reason = $3, decided_at = clock_timestamp()
     WHERE agent_id = $1 AND state = 'proposed'`,
    [line.id, decidedBy, `v${policyVersion} became the baseline before it was decided`],
  )
}
