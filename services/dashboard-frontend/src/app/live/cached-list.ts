import type { InfiniteData, InvalidateOptions, QueryClient, QueryKey } from '@tanstack/react-query'
import type { Evaluation, Policy, Training } from '@tars/contracts'
import { isCheapToRead, type ListPage } from '../api/list-pages.ts'

/** What the lists that announce their new entries hold. */
export interface AnnouncedItems {
  trainings: Training
  evaluations: Evaluation
  policies: Policy
}

/** The lists whose new entries are announced before they are shown. */
export type AnnouncedList = keyof AnnouncedItems

/** The most entries that are counted before they are shown. */
export const freshMax = 1_000

type Listed<Item> = ListPage<Item> | InfiniteData<ListPage<Item>>

/** Where the cache keeps the ids of the entries that a list does not show yet. */
export function freshKey(list: string) {
  return ['fresh', list] as const
}

/** Where the cache keeps whether a long list may have missed changes. */
export function missedKey(list: string) {
  return ['missed', list] as const
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

function isEmptyList({ state }: { state: { data: unknown } }): boolean {
  const data = state.data as InfiniteData<ListPage<unknown>> | undefined
  return data?.pages.every(({ items }) => items.length === 0) ?? false
}

/** Reads again what the cache holds under a key; a long list is kept, and marked as perhaps out of date. */
export async function readAgain(
  queries: QueryClient,
  queryKey: QueryKey,
  options: InvalidateOptions = {},
): Promise<void> {
  const long = queries.getQueryCache().findAll({ queryKey, predicate: (query) => !isCheapToRead(query) })
  for (const { queryKey: key } of long) queries.setQueryData(missedKey(String(key[0])), true)
  await queries.invalidateQueries({ queryKey, predicate: isCheapToRead }, options)
}

/** Reads a list anew from its top: what was loaded below is let go, and what was announced is shown. */
export async function readFromTop(queries: QueryClient, list: string): Promise<void> {
  queries.setQueriesData<InfiniteData<ListPage<unknown>>>(
    { queryKey: [list, 'list'] },
    (data) => data && { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) },
  )
  await queries.invalidateQueries({ queryKey: [list, 'list'] })
  queries.setQueryData(freshKey(list), [])
  queries.setQueryData(missedKey(list), false)
}
