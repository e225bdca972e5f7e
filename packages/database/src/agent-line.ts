import type { Approval, Id } from '@tars/contracts'
import type { Sql } from './sql.ts'

/** An agent with its baseline. */
export interface AgentLine {
  readonly id: Id
  readonly name: string
  readonly approval: Approval
  readonly baselinePolicyId: Id | null
  readonly baselineVersion: number | null
}

/**
 * An agent with its baseline, locked until the transaction ends, so that the promotions of one agent happen one after the other.
 * Undefined when there is none.
 */
export async function lockLine(sql: Sql, agentId: Id): Promise<AgentLine | undefined> {
  // A statement of its own: what is read together with a lock may be older than the lock.
  await sql.query('SELECT id FROM agents WHERE id = $1 FOR NO KEY UPDATE', [agentId])
  const [line] = await sql.query<AgentLine>(
    `SELECT a.id, a.name, a.approval, b.policy_id AS baseline_policy_id, p.version AS baseline_version
     FROM agents a LEFT JOIN baselines b ON b.agent_id = a.id LEFT JOIN policies p ON p.id = b.policy_id
     WHERE a.id = $1`,
    [agentId],
  )
  return line
}

/** Locks the agent that a policy belongs to; gives it with the policy's version. Undefined when there is no such policy. */
export async function lockLineOf(
  sql: Sql,
  policyId: Id,
): Promise<{ line: AgentLine; version: number } | undefined> {
  const [policy] = await sql.query<{ agentId: Id; version: number }>(
    'SELECT agent_id, version FROM policies WHERE id = $1',
    [policyId],
  )
  const line = policy === undefined ? undefined : await lockLine(sql, policy.agentId)
  return policy === undefined || line === undefined ? undefined : { line, version: policy.version }
}
