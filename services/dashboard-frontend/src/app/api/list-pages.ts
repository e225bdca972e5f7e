import { type InfiniteData, keepPreviousData, type Query } from '@tanstack/react-query'

/** A page of any list. */
export interface ListPage<Item> {
  items: Item[]
  nextCursor: string | null
}

/** How many entries one page of a list holds. */
export const listPageSize = 100

/** The most entries that a list keeps; whoever looks for more has a filter. */
export const listEntriesMax = 20_000

/**
 * The most pages of a list that are read again by themselves. A longer list is kept as it stands until someone asks for it:
 * reading it again takes as many requests as it has pages, and rows would move under the pointer.
 */
export const rereadPagesMax = 3

/** Whether a cached query may be read again by itself: all but long lists. */
export function isCheapToRead({ state }: Pick<Query, 'state'>): boolean {
  const data = state.data as Partial<InfiniteData<unknown>> | undefined
  return (data?.pages?.length ?? 0) <= rereadPagesMax
}

const rereadWhenCheap = (query: Pick<Query, 'state'>) => isCheapToRead(query)

/** What all lists that are read page after page have in common; while a filter changes, what was there stays. */
export const listPages = {
  initialPageParam: undefined as string | undefined,
  getNextPageParam: <Item>(last: ListPage<Item>, pages: ListPage<Item>[]): string | undefined =>
    pages.length * listPageSize >= listEntriesMax ? undefined : (last.nextCursor ?? undefined),
  placeholderData: keepPreviousData,
  refetchOnMount: rereadWhenCheap,
  refetchOnWindowFocus: rereadWhenCheap,
  refetchOnReconnect: rereadWhenCheap,
} as const
