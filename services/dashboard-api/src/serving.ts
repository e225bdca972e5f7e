import { type Id, TarsError } from '@tars/contracts'
import { readAgent, readPolicy, readPolicyFile, type Sql } from '@tars/database'
import type { Feed } from '@tars/events'
import type { Policy } from '@tars/reinforcement'
import { LRUCache } from 'lru-cache'
import { openPolicyFile } from './open-policy-file.ts'

/** A policy that is ready to act. */
export interface ServedPolicy {
  readonly id: Id
  readonly agent: string
  readonly version: number
  readonly policy: Policy
}

/** The policies that are served: the baselines of agents, kept ready in memory and replaced the moment another is promoted. */
export interface Serving {
  /**
   * The policy that answers for an agent: the one asked for, else the baseline. Nothing is read from the database once it is known.
   *
   * @throws {TarsError} NOT_FOUND when there is no such agent; STATE_CONFLICT while it has no baseline; REQUEST_INVALID when the
   *   policy is not one of the agent.
   */
  find(agent: string, policyId: Id | undefined): Promise<ServedPolicy>
  /** Reads the baseline of an agent anew: call it once its promotion is committed. */
  refresh(agent: string): void
  close(): void
}

const agentsMax = 10_000
const policyBytesMax = 256 * 1024 * 1024

/** Begins to serve: it follows promotions by the feed's channel `policies`. */
export async function startServing({ sql, feed }: { sql: Sql; feed: Feed }): Promise<Serving> {
  const policies = createPolicyCache(sql)
  const baselines = new LRUCache<string, Promise<Id | null>>({ max: agentsMax })

  function readBaseline(agent: string): Promise<Id | null> {
    const reading = findBaseline(sql, agent)
    baselines.set(agent, reading)
    // What failed is not remembered, unless a later reading has taken its place.
    reading.catch(() => baselines.peek(agent) === reading && baselines.delete(agent))
    return reading
  }

  function refresh(agent: string): void {
    // Agents that nobody asks for are not read.
    if (!baselines.has(agent)) return
    const preloading = readBaseline(agent).then((id) => (id === null ? undefined : policies.fetch(id)))
    preloading.catch(() => undefined)
  }

  let offset: number | undefined
  const subscription = await feed.subscribe('policies', undefined, {
    onStart(position) {
      offset = position.offset
    },
    onEvent(event) {
      // Events that were forgotten before they were seen: any baseline may be another one now.
      if (offset !== undefined && event.offset !== offset + 1) baselines.clear()
      offset = event.offset
      // The event says when to read, not what: read now, it can be nothing older than the event.
      if (event.kind === 'policy.promoted') refresh((event.data as { agent: string }).agent)
    },
  })

  return {
    async find(agent, policyId) {
      const baseline = await (baselines.get(agent) ?? readBaseline(agent))
      const id = policyId ?? baseline
      if (id === null) throw new TarsError('STATE_CONFLICT', `${agent} has no baseline yet.`)
      const served = await policies.fetch(id)
      if (served !== undefined && served.agent === agent) return served
      const problems = [{ path: 'policy', message: `must be a policy of ${agent}` }]
      throw new TarsError('REQUEST_INVALID', `${id} is not a policy of ${agent}.`, { problems })
    },
    refresh,
    close: subscription.close,
  }
}

async function findBaseline(sql: Sql, name: string): Promise<Id | null> {
  const agent = await readAgent(sql, name)
  if (agent === undefined) throw new TarsError('NOT_FOUND', `There is no agent ${name}.`)
  return agent.baselinePolicyId
}

/** Policies by id, each read and parsed once, at most 256 MiB of weights; a policy never changes, so none grows stale. */
function createPolicyCache(sql: Sql): LRUCache<Id, ServedPolicy> {
  return new LRUCache<Id, ServedPolicy>({
    maxSize: policyBytesMax,
    sizeCalculation: ({ policy }) => policy.parameters.byteLength,
    // One that is evicted while it is being read is still what its caller asked for.
    ignoreFetchAbort: true,
    fetchMethod: (id) => loadPolicy(sql, id),
  })
}

async function loadPolicy(sql: Sql, id: Id): Promise<ServedPolicy | undefined> {
  const [policy, file] = await Promise.all([readPolicy(sql, id), readPolicyFile(sql, id)])
  if (policy === undefined || file === undefined) return undefined
  return { id, agent: policy.agent, version: policy.version, policy: openPolicyFile(policy, file) }
}
