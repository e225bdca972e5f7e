import { Button } from '@mantine/core'
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { countOf } from '../words/quantity.ts'
import { Failure } from './failure.tsx'
import { type Column, ListTable } from './list-table.tsx'
import { RowSkeletons } from './skeletons.tsx'

type Pages<Item> = UseInfiniteQueryResult<InfiniteData<{ items: Item[]; nextCursor: string | null }>>

/** A list that is read page after page: its rows, what stands for none, and the way to more. */
export function InfiniteList<Item extends { id: string }>(given: {
  label: string
  noun: readonly [singular: string, plural: string]
  query: Pages<Item>
  columns: readonly Column<Item>[]
  matches?: (item: Item) => boolean
  empty: ReactNode
}): ReactNode {
  const { query, matches } = given
  if (query.isPending) return <RowSkeletons />
  if (query.isError && query.data === undefined) {
    return <Failure error={query.error} onRetry={() => void query.refetch()} />
  }
  const all = query.data?.pages.flatMap(({ items }) => items) ?? []
  const shown = matches === undefined ? all : all.filter(matches)
  if (all.length === 0) return given.empty
  return (
    <>
      {shown.length === 0 ? (
        <p className="dim">None of the {countOf(all.length, ...given.noun)} loaded match.</p>
      ) : (
        <ListTable label={given.label} columns={given.columns} items={shown} />
      )}
      {query.hasNextPage && (
        <Button
          mt="md"
          size="xs"
          variant="default"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </>
  )
}
