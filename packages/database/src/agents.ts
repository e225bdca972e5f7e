import type { Agent, Id } from '@tars/contracts'
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

/** A page of agents, newest first. */
export function listAgents(sql: Sql, options: PageOptions): Promise<Agent[]> {
  return readPage<Agent>(sql, selectAgents, [], [], options)
}

const selectAgents = `SELECT t.id, t.name, t.environment, b.policy_id AS baseline_policy_id, t.created_at,
    (SELECT count(*) FROM policies p WHERE p.agent_id = t.id) AS policies
  FROM agents t LEFT JOIN baselines b ON b.agent_id = t.id`
