import type { Id, Promotion } from '@tars/contracts'

/** What the history of an agent's baselines is made of: approved promotions, in the order of their approval. */
export type Turn = Pick<Promotion, 'kind' | 'policyId'>

/**
 * The baselines that an agent could be rolled back to one by one, oldest first; the last is the current one.
 *
 * A promotion adds its policy. A rollback takes away what came after the policy that it returned to, so that the next one leads
 * further back and never to and fro; a policy that was taken away before and is returned to by name is added again.
 */
export function walkBaselines(turns: readonly Turn[]): Id[] {
  const line: Id[] = []
  for (const { kind, policyId } of turns) {
    const at = kind === 'rollback' ? line.lastIndexOf(policyId) : -1
    if (at === -1) line.push(policyId)
    else line.length = at + 1
  }
  return line
}
