import { Skeleton } from '@mantine/core'
import { memo, type ReactNode, type Ref } from 'react'
import { Term } from './term.tsx'
import { type RowWindow, useRowWindow } from './use-row-window.ts'

/** One column of a list. */
export interface Column<Item> {
  title: string
  cell: (item: Item) => ReactNode
  /** What the title means, on hover. */
  means?: string
  /** Width of the column in rem; those without one share what is left. */
  rem?: number
  number?: boolean
  /** Breaks its text into lines instead of cutting it off. */
  wraps?: boolean
  /** From which width of the window on the table has this column; all by default. */
  from?: 'medium' | 'wide'
  /** Where it stands in the card of an entry on narrow windows; a named fact by default. */
  card?: 'fact' | 'title' | 'aside' | 'line' | 'picture' | 'whole' | 'none'
}

interface Shown<Item> {
  label: string
  columns: readonly Column<Item>[]
}

const rowHeightPx = 41
const cardHeightPx = 118
const skeletonRows = 12

/**
 * A list as a table on wide windows and as a card for each entry on narrow ones. Only the rows in view are there; `onEnd` is
 * called when the last ones come near.
 */
export function ListTable<Item extends { id: string }>(
  given: Shown<Item> & { items: readonly Item[]; more?: boolean; onEnd?: () => void },
): ReactNode {
  const { columns, items, label } = given
  const { ref, rows, measure, above, below } = useRowWindow<HTMLTableSectionElement>({
    count: items.length,
    rowHeightPx,
    cardHeightPx,
    onEnd: given.onEnd,
  })
  return (
    <table className="table list" aria-label={label} aria-rowcount={given.more ? -1 : items.length + 1}>
      <Head columns={columns} />
      <tbody ref={ref}>
        <Gap heightPx={above} />
        {rows.map((row) => {
          const item = items[row.index]
          return item && <Row key={item.id} item={item} columns={columns} row={row.index} measure={measure} />
        })}
        <Gap heightPx={below} />
      </tbody>
    </table>
  )
}

/** The same table before its entries are there. */
export function ListSkeleton<Item>({ columns, label }: Shown<Item>): ReactNode {
  return (
    <table className="table list" aria-label={label} aria-busy="true">
      <Head columns={columns} />
      <tbody>
        {Array.from({ length: skeletonRows }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of a placeholder have no identity
          <tr key={row}>
            {columns.map((column) => (
              <td key={column.title} {...look(column)}>
                <Skeleton height={14} width={`${50 + ((row * 17) % 40)}%`} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const Head = memo(function Head<Item>({ columns }: { columns: readonly Column<Item>[] }): ReactNode {
  return (
    <thead>
      <tr>
        {columns.map((column) => (
          <th
            key={column.title}
            scope="col"
            className={look(column).className}
            style={column.rem === undefined ? undefined : { width: `${column.rem}rem` }}
          >
            {column.means === undefined ? column.title : <Term means={column.means}>{column.title}</Term>}
          </th>
        ))}
      </tr>
    </thead>
  )
}) as <Item>(given: { columns: readonly Column<Item>[] }) => ReactNode

const Row = memo(function Row<Item extends { id: string }>(given: {
  item: Item
  columns: readonly Column<Item>[]
  row: number
  measure: RowWindow['measure']
}): ReactNode {
  return (
    <tr ref={given.measure as Ref<HTMLTableRowElement>} data-index={given.row} aria-rowindex={given.row + 2}>
      {given.columns.map((column) => (
        <td key={column.title} {...look(column)}>
          {column.cell(given.item)}
        </td>
      ))}
    </tr>
  )
}) as <Item extends { id: string }>(given: {
  item: Item
  columns: readonly Column<Item>[]
  row: number
  measure: RowWindow['measure']
}) => ReactNode

/** What stands for the rows out of view. */
function Gap({ heightPx }: { heightPx: number }): ReactNode {
  if (heightPx <= 0) return null
  return <tr className="gap" style={{ height: heightPx }} />
}

function look<Item>({ number, wraps, from, card = 'fact', title }: Column<Item>) {
  const className = [number && 'number', wraps && 'wraps', from && `from-${from}`].filter(Boolean).join(' ')
  return {
    className: className || undefined,
    'data-card': card,
    'data-label': card === 'fact' ? title : undefined,
  }
}
