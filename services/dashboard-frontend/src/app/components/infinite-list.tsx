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
  const entries = useEntries(query)
  const { fetchNextPage, hasNextPage, isFetching, isError } = query
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage()
  }, [fetchNextPage, hasNextPage, isFetching, isError])
  if (query.isPending) return <ListSkeleton label={label} columns={columns} />
  if (query.data === undefined) return <Failure error={query.error} onRetry={() => void query.refetch()} />
  if (entries.length === 0) return given.empty
  return (
    <div data-settling={query.isPlaceholderData || undefined}>
      <ListTable label={label} columns={columns} items={entries} more={hasNextPage} onEnd={onEnd} />
      {query.isFetchNextPageError ? (
        <Failure error={query.error} onRetry={() => void fetchNextPage()} />
      ) : (
        hasNextPage && (
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
      )}
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
