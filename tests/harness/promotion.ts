import type { Id, Policy, Promotion } from '@tars/contracts'
import { type Database, type PromotionOutcome, promotePolicy } from '@tars/database'
import { addPolicy } from './evaluation.ts'

/** Policies of one agent, v1 first. */
export async function addLine(database: Database, agent: string, count: number): Promise<Policy[]> {
  const policies: Policy[] = []
  for (let seed = 1; seed <= count; seed++) policies.push(await addPolicy(database, { agent, seed }))
  return policies
}

/** Makes a policy the baseline of its agent, whatever speaks against it. */
export async function promoteByForce(database: Database, policyId: Id): Promise<Promotion> {
  const forced = { policyId, actor: 'user:ada', reason: 'a test', force: true, traceparent: null }
  return promotionOf(await database.transaction((sql) => promotePolicy(sql, forced)))
}

/** The promotion of an outcome. @throws {Error} with the reason when it was refused. */
export function promotionOf({ promotion, refused }: PromotionOutcome): Promotion {
  if (promotion === undefined) throw new Error(`refused with ${refused.code}: ${refused.message}`)
  return promotion
}
