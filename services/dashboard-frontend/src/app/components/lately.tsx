import { Skeleton } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { ListPage } from '../api/list-pages.ts'
import { type Column, ListTable } from './list-table.tsx'
import { Read } from './read.tsx'

/** The newest entries of a list, on the page of what they belong to. */
export function Lately<Item extends { id: string }>(given: {
  label: string
  query: UseQueryResult<ListPage<Item>>
  columns: readonly Column<Item>[]
  most: number
  empty: ReactNode
}): ReactNode {
  const { query, label, columns, most } = given
  return (
    <Read query={query} skeleton={<Skeleton height={120} />}>
      {({ items }) =>
        items.length === 0 ? (
          given.empty
        ) : (
          <ListTable label={label} columns={columns} items={items.slice(0, most)} />
        )
      }
    </Read>
  )
}
