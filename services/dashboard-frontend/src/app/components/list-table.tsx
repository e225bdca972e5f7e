import type { ReactNode } from 'react'

/** One column of a list. */
export interface Column<Item> {
  title: string
  cell: (item: Item) => ReactNode
  number?: boolean
  /** Named again in front of the cell where the table is too narrow for a head. */
  labelled?: boolean
}

/** A list as a table on wide screens and as one block for each entry on narrow ones. */
export function ListTable<Item extends { id: string }>(given: {
  label: string
  columns: readonly Column<Item>[]
  items: readonly Item[]
}): ReactNode {
  const { columns, items, label } = given
  return (
    <table className="table table-links" aria-label={label}>
      <thead>
        <tr>
          {columns.map(({ title, number }) => (
            <th key={title} scope="col" className={number ? 'number' : undefined}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.id}>
            {columns.map(({ title, cell, number, labelled }) => (
              <td
                key={title}
                className={number ? 'number' : undefined}
                data-label={labelled ? title : undefined}
              >
                {cell(item)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
