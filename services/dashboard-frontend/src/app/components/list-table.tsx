import { Skeleton } from '@mantine/core'
import { type MouseEvent, memo, type ReactNode, type Ref } from 'react'
import { describeRows } from '../words/describe-rows.ts'
import { CardLabel } from './card-label.tsx'
import { readRowClick } from './row-click.ts'
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
  const { ref, rows, measure, isCards, above, below } = useRowWindow<HTMLTableSectionElement>({
    count: items.length,
    rowHeightPx,
    cardHeightPx,
    onEnd: given.onEnd,
  })
  return (
    <table className="table list" aria-label={label} aria-rowcount={given.more ? -1 : items.length + 1}>
      <caption className="on-paper">{describeRows(rows, items.length, given.more === true)}</caption>
      <Head columns={columns} />
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: by keyboard one follows the link in the row */}
      <tbody ref={ref} onClick={followRow} onAuxClick={followRow}>
        <Gap heightPx={above} />
        {rows.map((row) => {
          const item = items[row.index]
          const placed = { columns, measure, isCard: isCards, row: row.index }
          return item && <Row key={item.id} item={item} {...placed} />
        })}
        <Gap heightPx={below} />
      </tbody>
    </table>
  )
}

/** A click anywhere in a row leads where its link leads; nothing lies over the row, so that all in it can be hovered. */
function followRow(event: MouseEvent<HTMLElement>): void {
  const target = event.target as Element
  const link = target.closest('tr')?.querySelector<HTMLAnchorElement>('.row-link')
  if (link == null) return
  const { button, ctrlKey, metaKey, shiftKey, altKey } = event
  const isOnControl = target.closest('a, button, input, label, .term') !== null
  const hasSelection = getSelection()?.isCollapsed === false
  const way = readRowClick({ button, ctrlKey, metaKey, shiftKey, altKey, isOnControl, hasSelection })
  if (way === 'follow') link.click()
  if (way === 'open aside') window.open(link.href, '_blank', 'noopener')
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
  isCard: boolean
  measure: RowWindow['measure']
}): ReactNode {
  return (
    <tr ref={given.measure as Ref<HTMLTableRowElement>} data-index={given.row} aria-rowindex={given.row + 2}>
      {given.columns.map((column) => (
        <Cell key={column.title} item={given.item} column={column} isCard={given.isCard} />
      ))}
    </tr>
  )
}) as <Item extends { id: string }>(given: {
  item: Item
  columns: readonly Column<Item>[]
  row: number
  isCard: boolean
  measure: RowWindow['measure']
}) => ReactNode

/** A card has no head above it, so its facts explain themselves; one that is not there leaves its cell empty. */
function Cell<Item>(given: { item: Item; column: Column<Item>; isCard: boolean }): ReactNode {
  const { column, isCard } = given
  const { means, title, card = 'fact' } = column
  const content = column.cell(given.item)
  const isEmpty = content === null || content === undefined || content === false || content === ''
  if (!isCard || means === undefined || card !== 'fact' || isEmpty)
    return <td {...look(column)}>{content}</td>
  return (
    <td {...look(column)} data-label={undefined}>
      <CardLabel means={means}>{title}</CardLabel>
      {content}
    </td>
  )
}

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
