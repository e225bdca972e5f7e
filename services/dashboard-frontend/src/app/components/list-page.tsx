import type { ReactNode } from 'react'
import { countFilters, type ListOffer, type ListSearch, listQuery } from '../list-search.ts'
import { EmptyByFilter } from './empty-by-filter.tsx'
import { FreshNotice } from './fresh-notice.tsx'
import { InfiniteList, ListCount, type Pages, useEntries } from './infinite-list.tsx'
import { ListFilter } from './list-filter.tsx'
import type { Column } from './list-table.tsx'
import { PageHead } from './page-head.tsx'

/** A page that is one list: its head, its filter, what is new, and the table. */
export function ListPage<Item extends { id: string }>(given: {
  title: string
  /** The list's name in the cache. */
  list: string
  noun: readonly [singular: string, plural: string]
  search: ListSearch
  offer: ListOffer
  onSearch: (search: ListSearch) => void
  query: Pages<Item>
  columns: readonly Column<Item>[]
  empty: ReactNode
  actions?: ReactNode
}): ReactNode {
  const { title, list, search, offer, onSearch, query, noun } = given
  const shown = useEntries(query)
  const isFiltered = countFilters(search) > 0
  return (
    <main className="page">
      <PageHead title={title} actions={given.actions} />
      <section className="panel">
        <div className="panel-head">
          <ListFilter search={search} offer={offer} onChange={onSearch} />
          <ListCount query={query} noun={noun} />
          <FreshNotice
            list={list}
            shown={shown}
            readAtMs={query.dataUpdatedAt}
            filter={listQuery(search)}
            isFiltered={isFiltered}
          />
        </div>
        <InfiniteList
          label={title}
          query={query}
          columns={given.columns}
          empty={isFiltered ? <EmptyByFilter noun={noun[0]} onClear={() => onSearch({})} /> : given.empty}
        />
      </section>
    </main>
  )
}
