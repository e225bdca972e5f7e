import type { InvalidateOptions, QueryClient } from '@tanstack/react-query'
import type { Client, Curve, EventKind, TarsEvent, TrainingPoint } from '@tars/contracts'
import { mergePoints } from '../charts/curve.ts'
import { applyVerification, isVerificationEvent } from './apply-verification.ts'
import { announce, changeEverywhere, readAgain } from './cached-list.ts'
import { patchCurve } from './patch-curve.ts'
import { patchEvaluation } from './patch-evaluation.ts'
import { patchTraining } from './patch-training.ts'

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
  if ('training' in event.data) return applyTraining(uses, event, event.data.training, at)
  if ('evaluation' in event.data) return applyEvaluation(uses, event, event.data.evaluation, at)
  if (event.kind === 'insight.raised') return readAgain(uses.queries, ['insights'])
  return applyPromotion(uses.queries, event)
}

async function applyTraining(uses: ApplyUses, event: TarsEvent, id: string, at: string): Promise<void> {
  const { queries, client } = uses
  if (event.kind === 'training.requested') return announce(queries, 'trainings', id)
  changeEverywhere(queries, 'trainings', (training) => patchTraining(training, event, at))
  if (event.kind === 'training.progressed') addPoints(queries, id, event.data.points)
  if (!turns.includes(event.kind)) return
  const fresh = await client.call('trainings.read', { params: { id } })
  changeEverywhere(queries, 'trainings', (known) => (known.id === id ? fresh : known))
  await queries.invalidateQueries({ queryKey: ['trainings', 'points', id] })
  await queries.invalidateQueries({ queryKey: ['curves', id] })
  if (event.kind === 'training.completed') await addPolicy(queries, event.data.policy)
}

async function addPolicy(queries: QueryClient, id: string): Promise<void> {
  await announce(queries, 'policies', id)
  await queries.invalidateQueries({ queryKey: ['policies', 'of'] })
  await readAgain(queries, ['agents'])
}

async function applyEvaluation(uses: ApplyUses, event: TarsEvent, id: string, at: string): Promise<void> {
  const { queries, client } = uses
  if (event.kind === 'evaluation.requested') {
    await announce(queries, 'evaluations', id)
    return queries.invalidateQueries({ queryKey: ['evaluations', 'of'] })
  }
  changeEverywhere(queries, 'evaluations', (evaluation) => patchEvaluation(evaluation, event, at))
  if (!turns.includes(event.kind)) return
  const fresh = await client.call('evaluations.read', { params: { id } })
  changeEverywhere(queries, 'evaluations', (known) => (known.id === id ? fresh : known))
  await queries.invalidateQueries({ queryKey: ['evaluations', 'episodes', id] })
  if (event.kind === 'evaluation.judged') await queries.invalidateQueries({ queryKey: ['comparisons'] })
}

async function applyPromotion(queries: QueryClient, event: TarsEvent): Promise<void> {
  if (event.kind === 'policy.promoted') {
    const { agent, policy } = event.data
    changeEverywhere(queries, 'policies', (known) => {
      const isBaseline = known.id === policy
      return known.agent !== agent || known.isBaseline === isBaseline ? known : { ...known, isBaseline }
    })
  }
  await queries.invalidateQueries({ queryKey: ['promotions'] })
  await readAgain(queries, ['agents'])
}

function addPoints(queries: QueryClient, id: string, points: readonly TrainingPoint[]): void {
  queries.setQueryData<{ items: TrainingPoint[] }>(
    ['trainings', 'points', id],
    (data) => data && { items: mergePoints(data.items, points) },
  )
  queries.setQueryData<Curve | null>(['curves', id], (curve) => curve && patchCurve(curve, points))
}

const belongsTo: Readonly<Record<string, readonly string[]>> = {
  trainings: ['trainings', 'curves'],
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
