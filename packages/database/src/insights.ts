import type { Id, Insight } from '@tars/contracts'
import { createConditions } from './conditions.ts'
import { createId } from './id.ts'
import { type PageOptions, readPage } from './page.ts'
import type { Sql } from './sql.ts'

/** Stores an insight once for each kind and subject; undefined when it is there already. */
export async function storeInsight(
  sql: Sql,
  insight: Omit<Insight, 'id' | 'createdAt'>,
  region: string,
): Promise<Id | undefined> {
  const [row] = await sql.query<{ id: Id }>(
    `INSERT INTO insights (id, kind, severity, title, detail, agent_id, evaluation_id, training_id, region)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT (kind, coalesce(evaluation_id, training_id)) DO NOTHING RETURNING id`,
    [
      createId(),
      insight.kind,
      insight.severity,
      insight.title,
      insight.detail,
      insight.agentId,
      insight.evaluationId,
      insight.trainingId,
      region,
    ],
  )
  return row?.id
}

/** Which insights to list; all that is given must hold. */
export interface InsightFilter {
  /** Exact name. */
  agent?: string | undefined
  kind?: Insight['kind'] | undefined
  severity?: Insight['severity'] | undefined
}

/** A page of insights, newest first. */
export function listInsights(sql: Sql, filter: InsightFilter, options: PageOptions): Promise<Insight[]> {
  const conditions = createConditions()
  conditions.equal('a.name', filter.agent)
  conditions.equal('t.kind', filter.kind)
  conditions.equal('t.severity', filter.severity)
  return readPage<Insight>(sql, selectInsights, conditions.texts, conditions.values, options)
}

const selectInsights = `SELECT t.id, t.kind, t.severity, t.title, t.detail, t.agent_id, t.evaluation_id, t.training_id,
    t.created_at FROM insights t LEFT JOIN agents a ON a.id = t.agent_id`
