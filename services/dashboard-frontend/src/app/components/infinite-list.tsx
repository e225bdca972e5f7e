import { Button } from '@mantine/core'
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { type ReactNode, useCallback, useMemo } from 'react'
import type { ListPage } from '../api/list-pages.ts'
import { describeCount } from '../words/describe-count.ts'
import { Failure } from './failure.tsx'
import { type Column, ListSkeleton, ListTable } from './list-table.tsx'

/** A list that is read page after page. */
export type Pages<Item> = UseInfiniteQueryResult<InfiniteData<ListPage<Item>>>

/** All entries of a list that are loaded, in order. */
export function useEntries<Item>(query: Pages<Item>): readonly Item[] {
  const { data } = query
  return useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data])
}

/** A list that loads further pages as it is scrolled: its rows, what stands for none, and the way to more. */
export function InfiniteList<Item extends { id: string }>(given: {
  label: string
  query: Pages<Item>
  columns: readonly Column<Item>[]
  empty: ReactNode
}): ReactNode {
  const { query, label, columns } = given
  const { fetchNextPage, hasNextPage, isFetching, isError } = query
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage()
  }, [fetchNextPage, hasNextPage, isFetching, isError])
  return (
    <PagedEntries
      query={query}
      skeleton={<ListSkeleton label={label} columns={columns} />}
      empty={given.empty}
    >
      {(entries) => (
        <ListTable label={label} columns={columns} items={entries} more={hasNextPage} onEnd={onEnd} />
      )}
    </PagedEntries>
  )
}

/** The entries of a list as they come: what keeps their place, what stands for none or for a failure, and the way to more. */
export function PagedEntries<Item>(given: {
  query: Pages<Item>
  skeleton: ReactNode
  empty: ReactNode
  children: (entries: readonly Item[]) => ReactNode
}): ReactNode {
  const { query, skeleton } = given
  const entries = useEntries(query)
  if (query.isPending) return skeleton
  if (query.data === undefined) return <Failure error={query.error} onRetry={() => void query.refetch()} />
  // That another filter let nothing through says nothing of the one that is being read.
  if (entries.length === 0) return query.isPlaceholderData ? skeleton : given.empty
  return (
    <div data-settling={query.isPlaceholderData || undefined}>
      {given.children(entries)}
      <WayToMore query={query} />
    </div>
  )
}

function WayToMore<Item>({ query }: { query: Pages<Item> }): ReactNode {
  const { fetchNextPage } = query
  if (query.isFetchNextPageError) return <Failure error={query.error} onRetry={() => void fetchNextPage()} />
  if (!query.hasNextPage) return null
  return (
    <div className="list-foot">
      <Button
        size="compact-xs"
        variant="default"
        loading={query.isFetchingNextPage}
        onClick={() => void fetchNextPage()}
      >
        Load more
      </Button>
    </div>
  )
}

/** How many entries of a list are loaded, and whether there are more; nothing while none is. */
export function ListCount<Item>(given: {
  query: Pages<Item>
  noun: readonly [singular: string, plural: string]
}): ReactNode {
  const { query, noun } = given
  const count = useEntries(query).length
  if (count === 0) return null
  const isCut = !query.hasNextPage && query.data?.pages.at(-1)?.nextCursor != null
  return (
    <span role="status" aria-label="Count" className="list-count">
      {describeCount(count, noun, isCut ? 'too many' : query.hasNextPage ? 'below' : 'none')}
    </span>
  )
}
