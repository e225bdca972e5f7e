import { configureAgent as configure, readAgent, recordAudit } from '@tars/database'
import { publish } from '@tars/events'
import { actorOf } from '../actor.ts'
import type { Call } from '../call.ts'
import type { MutationUses } from '../mutation.ts'
import { foundOrThrow } from '../not-found.ts'

/**
 * Chooses who approves the promotions of an agent.
 *
 * @throws {TarsError} NOT_FOUND.
 */
export async function configureAgent({ database, origin }: MutationUses, call: Call<'agents.configure'>) {
  const { name } = call.params
  const { approval } = call.body
  return database.transaction(async (sql) => {
    await configure(sql, name, approval)
    const agent = foundOrThrow(await readAgent(sql, name), 'agent', name)
    await publish(sql, [{ kind: 'agent.configured', data: { agent: name, approval } }], origin())
    const entry = { action: 'agent.configure', subject: agent.id, detail: { approval } }
    await recordAudit(sql, { actor: actorOf(call.caller), ...entry })
    return agent
  })
}
