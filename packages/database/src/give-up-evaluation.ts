import type { Id, TarsEvent } from '@tars/contracts'
import { failEvaluation, readEvaluation } from './evaluations.ts'
import type { Sql } from './sql.ts'

/**
 * Fails an evaluation that cannot be brought to its end, for a reason in words; gives the event that announces it, undefined when
 * it has ended already. Call it in a transaction.
 */
export async function giveUpEvaluation(sql: Sql, id: Id, error: string): Promise<TarsEvent | undefined> {
  const evaluation = (await failEvaluation(sql, id, error)) ? await readEvaluation(sql, id) : undefined
  if (evaluation === undefined) return undefined
  const { policyId: policy, agent, environment } = evaluation
  return { kind: 'evaluation.failed', data: { evaluation: id, policy, agent, environment, error } }
}
