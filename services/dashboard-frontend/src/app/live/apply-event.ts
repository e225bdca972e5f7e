import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import type { Client, EventKind, TarsEvent, TrainingPoint } from '@tars/contracts'
import { mergePoints } from '../charts/curve.ts'
import { patchEvaluation } from './patch-evaluation.ts'
import { patchTraining } from './patch-training.ts'

/** What events are applied to, and where that which they do not tell is read. */
export interface ApplyUses {
  queries: QueryClient
  client: Client
}

/** The lists whose new entries are announced before they are shown. */
export type AnnouncedList = 'trainings' | 'evaluations'

/** The most entries that are counted before they are shown. */
export const freshMax = 1_000

type Page<Item> = { items: Item[]; nextCursor: string | null }
type Listed<Item> = Page<Item> | InfiniteData<Page<Item>>

/** Where the cache keeps the ids of the entries that a list does not show yet. */
export function freshKey(list: AnnouncedList) {
  return ['fresh', list] as const
}

const turns: readonly EventKind[] = [
  'training.started',
  'training.completed',
  'training.failed',
  'training.cancelled',
  'evaluation.scored',
  'evaluation.judged',
  'evaluation.failed',
  'evaluation.cancelled',
]

/**
 * Brings the cache up to date with an event: what is on the screen changes in place, what the event does not tell is
 * read and put in its place, and new entries of a list are only counted, so that nothing jumps.
 */
export function applyEvent(uses: ApplyUses, event: TarsEvent, at: string): Promise<unknown> {
  if ('training' in event.data) return applyTraining(uses, event, event.data.training, at)
  if ('evaluation' in event.data) return applyEvaluation(uses, event, event.data.evaluation, at)
  return uses.queries.invalidateQueries({
    queryKey: [event.kind === 'insight.raised' ? 'insights' : 'policies'],
  })
}

async function applyTraining(uses: ApplyUses, event: TarsEvent, id: string, at: string): Promise<void> {
  const { queries, client } = uses
  if (event.kind === 'training.requested') return announce(queries, 'trainings', id)
  changeEverywhere(queries, 'trainings', id, (training) => patchTraining(training, event, at))
  if (event.kind === 'training.progressed') addPoints(queries, id, event.data.points)
  if (!turns.includes(event.kind)) return
  const fresh = await client.call('trainings.read', { params: { id } })
  changeEverywhere(queries, 'trainings', id, (known) => (known.id === id ? fresh : known))
  await queries.invalidateQueries({ queryKey: ['trainings', 'points', id] })
  if (fresh.policyId !== null) await queries.invalidateQueries({ queryKey: ['policies'] })
}

async function applyEvaluation(uses: ApplyUses, event: TarsEvent, id: string, at: string): Promise<void> {
  const { queries, client } = uses
  if (event.kind === 'evaluation.requested') return announce(queries, 'evaluations', id)
  changeEverywhere(queries, 'evaluations', id, (evaluation) => patchEvaluation(evaluation, event, at))
  if (!turns.includes(event.kind)) return
  const fresh = await client.call('evaluations.read', { params: { id } })
  changeEverywhere(queries, 'evaluations', id, (known) => (known.id === id ? fresh : known))
  await queries.invalidateQueries({ queryKey: ['evaluations', 'episodes', id] })
}

type ItemOf = {
  trainings: Parameters<typeof patchTraining>[0]
  evaluations: Parameters<typeof patchEvaluation>[0]
}

function changeEverywhere<List extends AnnouncedList>(
  queries: QueryClient,
  list: List,
  id: string,
  change: (item: ItemOf[List]) => ItemOf[List],
): void {
  const inList = (data: Listed<ItemOf[List]> | undefined) => data && mapItems(data, change)
  queries.setQueryData<ItemOf[List]>([list, 'one', id], (item) => item && change(item))
  queries.setQueryData<Listed<ItemOf[List]>>([list, 'recent'], inList)
  queries.setQueriesData<Listed<ItemOf[List]>>({ queryKey: [list, 'list'] }, inList)
}

function mapItems<Item>(data: Listed<Item>, change: (item: Item) => Item): Listed<Item> {
  if ('items' in data) return { ...data, items: data.items.map(change) }
  return { ...data, pages: data.pages.map((page) => ({ ...page, items: page.items.map(change) })) }
}

function addPoints(queries: QueryClient, id: string, points: readonly TrainingPoint[]): void {
  queries.setQueryData<{ items: TrainingPoint[] }>(
    ['trainings', 'points', id],
    (data) => data && { items: mergePoints(data.items, points) },
  )
}

async function announce(queries: QueryClient, list: AnnouncedList, id: string): Promise<void> {
  queries.setQueryData<string[]>(freshKey(list), (known = []) =>
    known.includes(id) ? known : [...known, id].slice(-freshMax),
  )
  await queries.invalidateQueries({ queryKey: [list, 'list'], refetchType: 'none' })
  await queries.refetchQueries({ queryKey: [list, 'list'], type: 'active', predicate: isEmptyList })
  await queries.invalidateQueries({ queryKey: [list, 'recent'] })
}

function isEmptyList({ state }: { state: { data: unknown } }): boolean {
  const data = state.data as InfiniteData<Page<unknown>> | undefined
  return data?.pages.every(({ items }) => items.length === 0) ?? false
}

/** Reads everything of a channel again, after events may have been missed. */
export async function resetChannel(queries: QueryClient, channel: string): Promise<void> {
  const [thing = channel, id] = channel.split(':')
  if (id === undefined) return queries.invalidateQueries({ queryKey: [thing] })
  const parts = ['one', 'points', 'episodes']
  await Promise.all(parts.map((part) => queries.invalidateQueries({ queryKey: [`${thing}s`, part, id] })))
}
