import type { Id, Promotion } from '@tars/contracts'
import { createId } from './id.ts'
import type { Sql } from './sql.ts'

/** The policy that an agent is measured against; undefined while it has none. */
export async function readBaseline(sql: Sql, agentId: Id): Promise<Id | undefined> {
  const [row] = await sql.query<{ policyId: Id }>('SELECT policy_id FROM baselines WHERE agent_id = $1', [
    agentId,
  ])
  return row?.policyId
}

/** Makes a policy its agent's baseline and records it; call it in a transaction. Undefined when it is the baseline already. */
export async function promotePolicy(
  sql: Sql,
  promotion: { agentId: Id; policyId: Id; actor: string; reason: string | null },
): Promise<Promotion | undefined> {
  await sql.query('SELECT id FROM agents WHERE id = $1 FOR UPDATE', [promotion.agentId])
  const previous = await readBaseline(sql, promotion.agentId)
  if (previous === promotion.policyId) return undefined
  const [row] = await sql.query<Promotion>(
    `INSERT INTO promotions
       (id, agent_id, policy_id, previous_policy_id, state, reason, proposed_by, decided_by, decided_at)
     VALUES ($1, $2, $3, $4, 'approved', $5, $6, $6, now()) RETURNING *`,
    [createId(), promotion.agentId, promotion.policyId, previous ?? null, promotion.reason, promotion.actor],
  )
  await sql.query(
    `INSERT INTO baselines (agent_id, policy_id, promotion_id) VALUES ($1, $2, $3)
     ON CONFLICT (agent_id) DO UPDATE SET policy_id = excluded.policy_id, promotion_id = excluded.promotion_id`,
    [promotion.agentId, promotion.policyId, row?.id],
  )
  return row
}
