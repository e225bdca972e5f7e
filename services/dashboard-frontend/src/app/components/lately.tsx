import { Skeleton } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { ListPage } from '../api/list-pages.ts'
import { Failure } from './failure.tsx'
import { type Column, ListTable } from './list-table.tsx'

/** The newest entries of a list, on the page of what they belong to. */
export function Lately<Item extends { id: string }>(given: {
  label: string
  query: UseQueryResult<ListPage<Item>>
  columns: readonly Column<Item>[]
  most: number
  empty: ReactNode
}): ReactNode {
  const { query, label, columns } = given
  if (query.data === undefined) {
    if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />
    return <Skeleton height={120} />
  }
  const items = query.data.items.slice(0, given.most)
  if (items.length === 0) return given.empty
  return <ListTable label={label} columns={columns} items={items} />
}
