import type { InfiniteData, InvalidateOptions, Query, QueryClient, QueryKey } from '@tanstack/react-query'
import type { Agent, Evaluation, Insight, Policy, Training } from '@tars/contracts'
import { isCheapToRead, type ListPage } from '../api/list-pages.ts'
import { type Filter, type Filtered, isUntrue } from './membership.ts'

/** What the lists that announce their new entries hold. */
export interface AnnouncedItems {
  trainings: Training
  evaluations: Evaluation
  policies: Policy
  agents: Agent
  insights: Insight
}

/** The lists whose new entries are announced before they are shown. */
export type AnnouncedList = keyof AnnouncedItems

/** The most entries that are counted before they are shown. */
export const freshMax = 1_000

type ListData<Item> = InfiniteData<ListPage<Item>>
type Listed<Item> = ListPage<Item> | ListData<Item>

/** Where the cache keeps the ids of the entries that a list does not show yet. */
export function freshKey(list: string) {
  return ['fresh', list] as const
}

/** Where the cache keeps whether a list, of the key under which it is read, may have missed changes. */
export function missedKey(listKey: QueryKey) {
  return ['missed', ...listKey] as const
}

/** All entries of a list that the cache holds, whatever they are filtered by; undefined while it holds no such list. */
export function cachedEntries<List extends AnnouncedList>(
  queries: QueryClient,
  list: List,
): AnnouncedItems[List][] | undefined {
  const held = queries
    .getQueriesData<ListData<AnnouncedItems[List]>>({ queryKey: [list, 'list'] })
    .flatMap(([, data]) => data ?? [])
  return held.length === 0 ? undefined : held.flatMap(entriesOf)
}

/** Changes entries in every place that shows them; what stays as it was is not touched. */
export function changeEverywhere<List extends AnnouncedList>(
  queries: QueryClient,
  list: List,
  change: (item: AnnouncedItems[List]) => AnnouncedItems[List],
): void {
  type Item = AnnouncedItems[List]
  const inList = changed<Listed<Item>>((data) => changeListed(data, change))
  queries.setQueriesData<Item>({ queryKey: [list, 'one'] }, changed<Item>(change))
  for (const part of ['recent', 'of', 'list'])
    queries.setQueriesData<Listed<Item>>({ queryKey: [list, part] }, inList)
}

/** The cache leaves alone what comes back as undefined. */
function changed<Data>(change: (data: Data) => Data) {
  return (data: Data | undefined): Data | undefined => {
    const next = data && change(data)
    return next === data ? undefined : next
  }
}

function changeListed<Item>(data: Listed<Item>, change: (item: Item) => Item): Listed<Item> {
  if ('items' in data) return changePage(data, change)
  const pages = data.pages.map((page) => changePage(page, change))
  return pages.every((page, i) => page === data.pages[i]) ? data : { ...data, pages }
}

function changePage<Item>(page: ListPage<Item>, change: (item: Item) => Item): ListPage<Item> {
  const items = page.items.map(change)
  return items.every((item, i) => item === page.items[i]) ? page : { ...page, items }
}

/** Counts a new entry of a list, so that nothing jumps; an empty list, where nothing can, shows it at once. */
export async function announce(queries: QueryClient, list: AnnouncedList, id: string): Promise<void> {
  queries.setQueryData<string[]>(freshKey(list), (known = []) =>
    known.includes(id) ? known : [...known, id].slice(-freshMax),
  )
  await queries.invalidateQueries({ queryKey: [list, 'list'], refetchType: 'none' })
  await queries.refetchQueries({ queryKey: [list, 'list'], type: 'active', predicate: isEmptyList })
  await queries.invalidateQueries({ queryKey: [list, 'recent'] })
}

function isEmptyList({ state }: Pick<Query, 'state'>): boolean {
  const data = state.data as ListData<unknown> | undefined
  return data !== undefined && entriesOf(data).length === 0
}

function entriesOf<Item>({ pages }: ListData<Item>): Item[] {
  return pages.flatMap(({ items }) => items)
}

/**
 * Looks whether an entry that has changed still stands in the right filtered lists. One that became untrue is marked as
 * perhaps out of date; an empty one is read again at once, for nothing can jump in it.
 */
export async function reconsider(
  queries: QueryClient,
  list: AnnouncedList,
  changedEntry: Filtered,
): Promise<void> {
  const predicate = ({ queryKey, state }: Query) => {
    const data = state.data as ListData<{ id: string }> | undefined
    return data !== undefined && isUntrue(queryKey[2] as Filter, entriesOf(data), changedEntry)
  }
  const untrue = queries.getQueryCache().findAll({ queryKey: [list, 'list'], predicate })
  for (const query of untrue) if (!isEmptyList(query)) queries.setQueryData(missedKey(query.queryKey), true)
  await Promise.all(
    untrue.map((query) =>
      queries.invalidateQueries({
        queryKey: query.queryKey,
        exact: true,
        refetchType: isEmptyList(query) ? 'active' : 'none',
      }),
    ),
  )
}

/** Reads again what the cache holds under a key; a long list is kept, and marked as perhaps out of date. */
export async function readAgain(
  queries: QueryClient,
  queryKey: QueryKey,
  options: InvalidateOptions = {},
): Promise<void> {
  const long = queries.getQueryCache().findAll({ queryKey, predicate: (query) => !isCheapToRead(query) })
  for (const { queryKey: key } of long) queries.setQueryData(missedKey(key), true)
  await queries.invalidateQueries({ queryKey, predicate: isCheapToRead }, options)
}

/** Takes note that a list was read from its top: it has missed nothing any more. Another page of it says nothing of the others. */
export function noteRead(
  queries: QueryClient,
  { queryKey, state }: { queryKey: QueryKey; state: Pick<Query['state'], 'fetchMeta'> },
): void {
  const key = missedKey(queryKey)
  if (state.fetchMeta?.fetchMore === undefined && queries.getQueryData(key) === true)
    queries.setQueryData(key, false)
}

/**
 * Reads a list anew from its top: what was loaded below is let go, and what was announced is shown. As long as that fails
 * it stays announced.
 */
export async function readFromTop(queries: QueryClient, list: string): Promise<void> {
  const queryKey = [list, 'list']
  const announced = new Set(queries.getQueryData<string[]>(freshKey(list)))
  queries.setQueriesData<ListData<unknown>>(
    { queryKey },
    (data) => data && { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) },
  )
  await queries.invalidateQueries({ queryKey })
  const shown = queries.getQueryCache().findAll({ queryKey, type: 'active' })
  if (shown.some(({ state }) => state.status === 'error')) return
  queries.setQueryData<string[]>(freshKey(list), (known = []) => known.filter((id) => !announced.has(id)))
}
