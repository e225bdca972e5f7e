import type { InvalidateOptions, QueryClient } from '@tanstack/react-query'
import type { Client, Curve, EventData, EventKind, TarsEvent, TrainingPoint } from '@tars/contracts'
import { mergePoints } from '../charts/curve.ts'
import { applyVerification, isVerificationEvent } from './apply-verification.ts'
import { announce, cachedEntries, changeEverywhere, readAgain, reconsider } from './cached-list.ts'
import { patchCurve } from './patch-curve.ts'
import { isOver as isEvaluationOver, patchEvaluation } from './patch-evaluation.ts'
import { isOver as isTrainingOver, patchTraining } from './patch-training.ts'

/** What events are applied to, and where that which they do not tell is read. */
export interface ApplyUses {
  queries: QueryClient
  client: Client
}

const turns: readonly EventKind[] = [
  'training.started',
  'training.completed',
  'training.failed',
  'training.cancelled',
  'training.resumed',
  'evaluation.scored',
  'evaluation.judged',
  'evaluation.failed',
  'evaluation.cancelled',
  'evaluation.resumed',
]

/**
 * Brings the cache up to date with an event: what is on the screen changes in place, what the event does not tell is
 * read and put in its place, and new entries of a list are only counted, so that nothing jumps.
 */
export function applyEvent(uses: ApplyUses, event: TarsEvent, at: string): Promise<unknown> {
  if (isVerificationEvent(event)) return applyVerification(uses.queries, event, at)
  if ('training' in event.data) return applyTraining(uses, event, event.data, at)
  if ('evaluation' in event.data) return applyEvaluation(uses, event, event.data, at)
  if (event.kind === 'insight.raised') return announce(uses.queries, 'insights', event.data.insight)
  return applyPromotion(uses, event)
}

async function applyTraining(
  uses: ApplyUses,
  event: TarsEvent,
  { training: id, agent }: { training: string; agent: string },
  at: string,
): Promise<void> {
  const { queries, client } = uses
  if (event.kind === 'training.requested') {
    await announce(queries, 'trainings', id)
    return announceAgent(uses, agent)
  }
  changeEverywhere(queries, 'trainings', (training) => patchTraining(training, event, at))
  if (event.kind === 'training.progressed') addPoints(queries, id, event.data.points)
  if (!turns.includes(event.kind)) return
  const fresh = await client.call('trainings.read', { params: { id } })
  changeEverywhere(queries, 'trainings', (known) =>
    known.id !== id || (isTrainingOver(known) && !isTrainingOver(fresh)) ? known : fresh,
  )
  await reconsider(queries, 'trainings', fresh)
  for (const queryKey of [
    ['trainings', 'recent'],
    ['trainings', 'points', id],
    ['curves', id],
  ])
    await queries.invalidateQueries({ queryKey })
  if (event.kind === 'training.completed') await addPolicy(uses, event.data)
}

async function addPolicy(
  uses: ApplyUses,
  { policy, agent }: { policy: string; agent: string },
): Promise<void> {
  await announce(uses.queries, 'policies', policy)
  await uses.queries.invalidateQueries({ queryKey: ['policies', 'of'] })
  await renewAgent(uses, agent)
}

/** A name that is trained for the first time is a new agent. */
async function announceAgent(uses: ApplyUses, name: string): Promise<void> {
  const isListed = cachedEntries(uses.queries, 'agents')?.some((agent) => agent.name === name)
  if (!isListed) await renewAgent(uses, name)
}

/** Brings an agent up to date wherever it is shown; in the lists it changes in its place, or is announced when it is new. */
async function renewAgent({ queries, client }: ApplyUses, name: string): Promise<void> {
  await queries.invalidateQueries({
    queryKey: ['agents'],
    predicate: ({ queryKey }) => queryKey[1] !== 'list',
  })
  const listed = cachedEntries(queries, 'agents')
  if (listed === undefined) return
  const agent = await client.call('agents.read', { params: { name } })
  // Ids rise with time: one that is older than an entry stands further down, where nobody has looked yet.
  if (listed.every(({ id }) => id < agent.id)) return announce(queries, 'agents', agent.id)
  changeEverywhere(queries, 'agents', (known) => (known.id === agent.id ? agent : known))
}

async function applyEvaluation(
  uses: ApplyUses,
  event: TarsEvent,
  about: { evaluation: string; agent: string; environment: string },
  at: string,
): Promise<void> {
  const { queries, client } = uses
  const { evaluation: id, agent, environment } = about
  if (event.kind === 'evaluation.requested') {
    await announce(queries, 'evaluations', id)
    return queries.invalidateQueries({ queryKey: ['evaluations', 'of'] })
  }
  let hasBegun = false
  changeEverywhere(queries, 'evaluations', (known) => {
    const next = patchEvaluation(known, event, at)
    hasBegun ||= known.state === 'queued' && next.state === 'running'
    return next
  })
  if (event.kind === 'evaluation.progressed')
    await reconsider(queries, 'evaluations', { id, agent, environment, state: 'running', verdict: null })
  if (hasBegun) await queries.invalidateQueries({ queryKey: ['evaluations', 'recent'] })
  if (!turns.includes(event.kind)) return
  const fresh = await client.call('evaluations.read', { params: { id } })
  changeEverywhere(queries, 'evaluations', (known) =>
    known.id !== id || (isEvaluationOver(known) && !isEvaluationOver(fresh)) ? known : fresh,
  )
  await reconsider(queries, 'evaluations', fresh)
  await queries.invalidateQueries({ queryKey: ['evaluations', 'recent'] })
  await queries.invalidateQueries({ queryKey: ['evaluations', 'episodes', id] })
  if (event.kind === 'evaluation.judged') await queries.invalidateQueries({ queryKey: ['comparisons'] })
}

async function applyPromotion(uses: ApplyUses, event: TarsEvent): Promise<void> {
  const { queries } = uses
  if (event.kind === 'policy.promoted') await moveBaseline(queries, event.data)
  await queries.invalidateQueries({ queryKey: ['promotions'] })
  if ('agent' in event.data) await renewAgent(uses, event.data.agent)
}

async function moveBaseline(queries: QueryClient, promoted: EventData<'policy.promoted'>): Promise<void> {
  const { agent, policy, previousPolicy } = promoted
  changeEverywhere(queries, 'policies', (known) => {
    const isBaseline = known.id === policy
    return known.agent !== agent || known.isBaseline === isBaseline ? known : { ...known, isBaseline }
  })
  await reconsider(queries, 'policies', { id: policy, agent, isBaseline: true })
  if (previousPolicy !== null)
    await reconsider(queries, 'policies', { id: previousPolicy, agent, isBaseline: false })
  await queries.invalidateQueries({ queryKey: ['comparisons'] })
}

function addPoints(queries: QueryClient, id: string, points: readonly TrainingPoint[]): void {
  queries.setQueryData<{ items: TrainingPoint[] }>(
    ['trainings', 'points', id],
    (data) => data && { items: mergePoints(data.items, points) },
  )
  queries.setQueryData<Curve | null>(['curves', id], (curve) => curve && patchCurve(curve, points))
}

const belongsTo: Readonly<Record<string, readonly string[]>> = {
  trainings: ['trainings', 'curves', 'agents'],
  evaluations: ['evaluations', 'comparisons'],
  policies: ['policies', 'promotions', 'agents'],
}

/** Reads everything of a channel again, after events may have been missed; by default also what is being read already. */
export async function resetChannel(
  queries: QueryClient,
  channel: string,
  options: InvalidateOptions = {},
): Promise<void> {
  const [thing = channel, id] = channel.split(':')
  if (id === undefined) {
    const things = belongsTo[thing] ?? [thing]
    await Promise.all(things.map((each) => readAgain(queries, [each], options)))
    return
  }
  const keys = [
    ...['one', 'points', 'episodes'].map((part) => [`${thing}s`, part, id]),
    ['verifications', id],
  ]
  await Promise.all(keys.map((queryKey) => queries.invalidateQueries({ queryKey }, options)))
}
