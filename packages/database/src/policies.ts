import type { Id, Policy } from '@tars/contracts'
import { createConditions } from './conditions.ts'
import { createId } from './id.ts'
import { type PageOptions, readPage } from './page.ts'
import type { Sql } from './sql.ts'

/** A policy that is not stored yet. */
export interface NewPolicy {
  agentId: Id
  trainingId: Id | null
  environment: string
  algorithm: string
  steps: number
  returnMean: number | null
  weightHash: string
  file: Uint8Array
  region: string
}

/** Stores a policy as the next version of its agent and gives its id; call it in a transaction. */
export async function storePolicy(sql: Sql, policy: NewPolicy): Promise<Id> {
  const id = createId()
  // The agent's row is locked so that two policies of one agent get two versions.
  await sql.query('SELECT id FROM agents WHERE id = $1 FOR UPDATE', [policy.agentId])
  await sql.query(
    `INSERT INTO policies
       (id, agent_id, version, environment, algorithm, training_id, steps, return_mean, weight_hash, file, region)
     VALUES ($1, $2, (SELECT coalesce(max(version), 0) + 1 FROM policies WHERE agent_id = $2), $3, $4, $5, $6, $7, $8,
       $9, $10)`,
    [
      id,
      policy.agentId,
      policy.environment,
      policy.algorithm,
      policy.trainingId,
      policy.steps,
      policy.returnMean,
      policy.weightHash,
      policy.file,
      policy.region,
    ],
  )
  return id
}

/** One policy without its file. */
export async function readPolicy(sql: Sql, id: Id): Promise<Policy | undefined> {
  const [policy] = await sql.query<Policy>(`${selectPolicies} WHERE t.id = $1`, [id])
  return policy
}

/** The file of a policy. */
export async function readPolicyFile(sql: Sql, id: Id): Promise<Uint8Array | undefined> {
  const [row] = await sql.query<{ file: Uint8Array }>('SELECT file FROM policies WHERE id = $1', [id])
  return row?.file
}

/** Which policies to list; all that is given must hold. */
export interface PolicyFilter {
  /** Exact name. */
  agent?: string | undefined
  /** Exact id. */
  environment?: string | undefined
  /** Part of the name of agent or environment, or the beginning of the id. */
  search?: string | undefined
  /** Only baselines, or all others. */
  baseline?: boolean | undefined
}

/** A page of policies, newest first. */
export function listPolicies(sql: Sql, filter: PolicyFilter, options: PageOptions): Promise<Policy[]> {
  const conditions = createConditions()
  conditions.equal('a.name', filter.agent)
  conditions.equal('t.environment', filter.environment)
  conditions.search(filter.search, { names: ['a.name', 't.environment'], id: 't.id' })
  conditions.equal('(b.policy_id IS NOT NULL)', filter.baseline)
  return readPage<Policy>(sql, selectPolicies, conditions.texts, conditions.values, options)
}

const selectPolicies = `SELECT t.id, t.agent_id, a.name AS agent, t.version, t.environment, t.algorithm, t.training_id, t.steps,
    t.return_mean, t.weight_hash, octet_length(t.file) AS bytes, b.policy_id IS NOT NULL AS is_baseline, t.created_at
  FROM policies t JOIN agents a ON a.id = t.agent_id
  LEFT JOIN baselines b ON b.agent_id = t.agent_id AND b.policy_id = t.id`
