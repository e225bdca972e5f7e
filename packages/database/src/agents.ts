import type { Agent, Approval, Id } from '@tars/contracts'
import { createConditions } from './conditions.ts'
import { createId } from './id.ts'
import { type PageOptions, readPage } from './page.ts'
import type { Sql } from './sql.ts'

/** The agent with a name, made if there is none; its environment may be another than the one given. */
export async function ensureAgent(
  sql: Sql,
  agent: { name: string; environment: string },
): Promise<{ id: Id; name: string; environment: string }> {
  await sql.query(
    'INSERT INTO agents (id, name, environment) VALUES ($1, $2, $3) ON CONFLICT (name) DO NOTHING',
    [createId(), agent.name, agent.environment],
  )
  const [row] = await sql.query<{ id: Id; name: string; environment: string }>(
    'SELECT id, name, environment FROM agents WHERE name = $1',
    [agent.name],
  )
  return row as { id: Id; name: string; environment: string }
}

/** The agent with a name. */
export async function readAgent(sql: Sql, name: string): Promise<Agent | undefined> {
  const [agent] = await sql.query<Agent>(`${selectAgents} WHERE t.name = $1`, [name])
  return agent
}

/** Chooses who approves the promotions of the agent with a name; false when there is none. */
export async function configureAgent(sql: Sql, name: string, approval: Approval): Promise<boolean> {
  const rows = await sql.query('UPDATE agents SET approval = $2 WHERE name = $1 RETURNING id', [
    name,
    approval,
  ])
  return rows.length === 1
}

/** Which agents to list; all that is given must hold. */
export interface AgentFilter {
  /** Exact id. */
  environment?: string | undefined
  /** Part of the name of agent or environment, or the beginning of the id. */
  search?: string | undefined
}

/** A page of agents, newest first. */
export function listAgents(sql: Sql, filter: AgentFilter, options: PageOptions): Promise<Agent[]> {
  const conditions = createConditions()
  conditions.equal('t.environment', filter.environment)
  conditions.search(filter.search, { names: ['t.name', 't.environment'], id: 't.id' })
  return readPage<Agent>(sql, selectAgents, conditions.texts, conditions.values, options)
}

const selectAgents = `SELECT t.id, t.name, t.environment, b.policy_id AS baseline_policy_id, p.version AS baseline_version,
    t.approval, (SELECT count(*) FROM policies o WHERE o.agent_id = t.id) AS policies,
    (SELECT count(*) FROM promotions o WHERE o.agent_id = t.id AND o.state = 'proposed') AS proposals, t.created_at
  FROM agents t LEFT JOIN baselines b ON b.agent_id = t.id LEFT JOIN policies p ON p.id = b.policy_id`
